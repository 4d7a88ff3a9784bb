import { When } from "@/app/_lib/when";
import { Facts } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import type { Incident } from "./_load";

/** What was brought to the team. It is text of strangers: shown as it is, and nothing of it is followed or run. */
export function Report({ of, zone }: { of: Incident; zone: string | undefined }) {
  const { report } = of;
  return (
    <Section title="What was seen">
      <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
        <Facts
          items={[
            { label: "What", value: <span className="whitespace-pre-line">{report.what}</span> },
            { label: "Where", value: report.where },
            ...(report.link
              ? [
                  {
                    label: "Link",
                    value: (
                      <a
                        href={report.link}
                        rel="noreferrer noopener nofollow"
                        className="text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
                      >
                        {report.link}
                      </a>
                    ),
                  },
                ]
              : []),
            { label: "Seen", value: <When at={of.seenAt} now={of.now} zone={zone} /> },
            { label: "Public by then from elsewhere", value: <Elsewhere of={of} /> },
            { label: "Brought by", value: report.broughtBy },
            {
              label: "Recorded",
              value: (
                <>
                  by {of.recordedBy}, <When at={of.recordedAt} short />
                </>
              ),
            },
          ]}
        />
      </div>
      {report.pasted ? (
        <figure className="grid gap-1">
          <figcaption className="text-sm text-ink-3">What stood there, as it was pasted</figcaption>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-lg border bg-sunken px-4 py-3 font-mono text-sm whitespace-pre-wrap"
          >
            {report.pasted}
          </pre>
        </figure>
      ) : null}
    </Section>
  );
}

function Elsewhere({ of }: { of: Incident }) {
  if (of.publicElsewhereAt)
    return (
      <>
        Yes, since <When at={of.publicElsewhereAt} short />
      </>
    );
  return of.report.publicElsewhere === "unknown" ? "Not known" : "No";
}
