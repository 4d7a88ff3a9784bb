import type { ReactNode } from "react";
import { Note } from "@/components/policy/note";
import { Target } from "@/components/policy/target";
import type { Fact } from "@/domain/policy/document/parts";

/** What is asked beside what the policy answers. A term may stand twice: a text can say two things of one. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="border-t">
      {facts.map((f, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the policy's, and never changes on a page
        <Row key={i} label={f.label}>
          {f.value === null ? (
            <p className="text-ink-3">None.</p>
          ) : (
            <p className="break-words">
              <Target target={f.target}>{f.value}</Target>
            </p>
          )}
          <Note text={f.note} />
        </Row>
      ))}
    </dl>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 border-b py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="break-words text-ink-2">{label}</dt>
      <dd className="grid min-w-0 gap-1">{children}</dd>
    </div>
  );
}
