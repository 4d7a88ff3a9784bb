import { When } from "@/app/_lib/when";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { policyDesk } from "@/data/policies/queries";

/** Every version, with who proposed and adopted it: the public page shows dates, reasons and votes, and no names. */
export function History({ of, slug }: { of: Awaited<ReturnType<typeof policyDesk>>; slug: string }) {
  return (
    <Section title="Versions">
      <ol className="border-t">
        {of.history.map((h) => (
          <li key={h.id} className="grid gap-x-6 gap-y-1 border-b py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <p>
              <TextLink href={`/policy?project=${slug}&number=${h.number}`}>Version {h.version}</TextLink>
              {h.number === of.inForce.number ? <span className="text-ink-3"> in force</span> : null}
            </p>
            <div className="min-w-0">
              <p>
                Holds from <When at={h.effectiveAt} now={of.now} short />.{" "}
                <span className="text-ink-2">
                  {h.adoptedBy
                    ? `Proposed by ${h.proposedBy ?? "a former member"}, adopted by ${h.adoptedBy}.`
                    : "Brought by whoever operates this portal."}
                </span>
              </p>
              {h.reason ? <p className="break-words text-ink-2">{h.reason}</p> : null}
              {h.vote ? <p className="text-sm text-ink-3">Vote: {h.vote}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
