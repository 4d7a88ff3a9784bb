import { Markdown } from "@/components/markdown";
import { ADVISORY_FIELDS, type AdvisoryContent, advisoryLabel } from "@/domain/advisory/advisory";

export type AdvisoryViewProps = {
  text: AdvisoryContent;
  /** The title is the page's heading already. */
  hideTitle?: boolean | undefined;
  headingLevel?: 2 | 3 | undefined;
};

/** An advisory as its readers see it; what was not written is left out, not shown empty. */
export function AdvisoryView({ text, hideTitle, headingLevel = 2 }: AdvisoryViewProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  const parts = ADVISORY_FIELDS.filter(
    (f) => f !== "title" && text[f].trim() !== "" && !(f === "summary" && text.summary === text.title),
  );
  return (
    <article className="grid max-w-[70ch] gap-6">
      {hideTitle ? null : (
        <Heading className="text-xl font-semibold text-balance wrap-anywhere">{text.title}</Heading>
      )}
      {parts.map((f) => (
        <section key={f} className="grid gap-2">
          <Heading className="text-md font-semibold">{advisoryLabel(f)}</Heading>
          <Markdown text={text[f]} />
        </section>
      ))}
    </article>
  );
}
