import type { DeskCase } from "@/app/_lib/case";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { identifiersOf } from "@/domain/vulnerability";
import { VulnerabilityFacts } from "./_vulnerability";
import { whyUnchangeable } from "./vulnerabilities/_may";

type Known = DeskCase["vulnerabilities"][number];

/** One vulnerability of several is told from the others by its first identifier, else by its summary. */
export const nameOf = (v: Known): string => identifiersOf(v)[0] ?? `“${v.summary}”`;

export function Record({ of, v, title }: { of: DeskCase; v: Known; title: string }) {
  const at = `/cases/${of.summary.reference}/vulnerabilities`;
  return (
    <Section
      title={title}
      description={<From v={v} />}
      actions={
        whyUnchangeable(of, "edit") ? undefined : (
          <>
            <TextLink href={`${at}/${v.rowId}`}>Edit</TextLink>
            {of.vulnerabilities.at(-1)?.rowId === v.rowId ? (
              <TextLink href={`${at}/new`}>Add another</TextLink>
            ) : null}
          </>
        )
      }
    >
      <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5 sm:py-3">
        {title === v.summary || v.summary === of.summary.title ? null : (
          <p className="border-b py-2 font-medium wrap-anywhere">{v.summary}</p>
        )}
        <VulnerabilityFacts of={v} />
      </div>
    </Section>
  );
}

function From({ v }: { v: Known }) {
  const last = v.earlier.at(-1);
  if (!last) return v.imported ? "As the imported record describes it" : null;
  return (
    <>
      {v.imported ? "Imported, changed " : "Changed "}
      {v.earlier.length === 1 ? "once" : count(v.earlier.length, "time")}, last by{" "}
      {last.by ?? "a former member"}, <When at={last.at} short />
    </>
  );
}

export function NoVulnerability({ of }: { of: DeskCase }) {
  const why = whyUnchangeable(of, "add");
  return (
    <Section id="vulnerability" title="Vulnerability">
      <EmptyState
        title="No vulnerability yet"
        action={
          why ? undefined : (
            <LinkButton href={`/cases/${of.summary.reference}/vulnerabilities/new`}>
              Add the vulnerability
            </LinkButton>
          )
        }
      >
        {why ??
          "What is wrong, in which versions, and how bad by its score. The case is confirmed once it has one."}
      </EmptyState>
    </Section>
  );
}

/** What was taken out of the case, folded, each with its reason. */
export function Removed({ of }: { of: DeskCase }) {
  if (of.removed.length === 0) return null;
  return (
    <details>
      <summary className="inline-flex min-h-8 items-center rounded text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current">
        {count(of.removed.length, "removed vulnerability", "removed vulnerabilities")}
      </summary>
      <ul className="mt-2 rounded-lg border bg-surface">
        {of.removed.map((v) => (
          <li key={v.rowId} className="grid gap-1 px-4 py-3 not-first:border-t sm:px-5">
            <p className="wrap-anywhere text-ink-2 line-through decoration-line-strong">{v.summary}</p>
            <p className="text-sm text-ink-3">
              Removed by {v.removed.by ?? "a former member"}, <When at={v.removed.at} short />
            </p>
            <p className="max-w-[70ch] whitespace-pre-line wrap-anywhere">{v.removed.reason}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
