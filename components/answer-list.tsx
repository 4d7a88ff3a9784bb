import { Facts } from "@/components/ui/definition-list";
import type { Answers, Field } from "@/domain/application/field";
import type { FormSection } from "@/domain/application/form";

/** What was filled in, to read: as text, links included. Nothing of ours follows them. */
export function AnswerList({ sections, answers }: { sections: readonly FormSection[]; answers: Answers }) {
  const given = sections.flatMap((s) => s.fields).filter((f) => answers[f.name]);
  if (given.length === 0) return <p className="text-ink-2">Nothing was filled in.</p>;
  return (
    <Facts
      items={given.map((f) => ({
        label: f.label,
        value: (
          <span className="block max-w-[70ch] break-words whitespace-pre-line">{words(f, answers)}</span>
        ),
      }))}
    />
  );
}

const words = (f: Field, answers: Answers): string => {
  const text = answers[f.name] ?? "";
  if (f.kind === "yesNo") return text === "yes" ? "Yes" : "No";
  return f.kind === "agree" ? "Yes" : text;
};
