import { SeverityBadge } from "@/components/severity-badge";
import { factsOf } from "@/domain/policy/document/severities";
import type { SeverityScale } from "@/domain/policy/parts/severity";

/** The definitions by which a member decides, highest first. */
export function Severities({ scale }: { scale: SeverityScale }) {
  return (
    <dl className="border-t">
      {scale.levels.map((s) => (
        <div key={s.label} className="grid gap-x-6 gap-y-1 border-b py-4 sm:grid-cols-[7rem_minmax(0,1fr)]">
          <dt>
            <SeverityBadge label={s.label} />
          </dt>
          <dd className="grid min-w-0 gap-1.5">
            <p className="break-words">
              {s.definition ?? <span className="text-ink-3">No definition in the text.</span>}
            </p>
            <ul className="grid gap-0.5 text-base text-ink-2">
              {factsOf(s).map((f) => (
                <li key={f.label} className="break-words tabular-nums">
                  {f.label}: {f.value}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
