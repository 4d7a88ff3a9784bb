import type { Own } from "@/app/(applying)/application/[id]/progress";
import { AnswerList } from "@/components/answer-list";
import { Section } from "@/components/ui/section";

/** What was submitted, to read. */
export const Answers = ({ of }: { of: Own }) => (
  <Section title="What you submitted">
    <AnswerList sections={of.sections} answers={of.answers} />
  </Section>
);
