import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { SimulatedStage, Simulation } from "@/domain/policy/simulation/simulate";

/** One version tried: what it says of the case, then its stages with who is told and who not. */
export function Side({ title, of, now }: { title: string; of: Simulation; now: Temporal.Instant }) {
  return (
    <Section title={title}>
      <div className="grid gap-4">
        <ul className="grid gap-1 text-ink-2">
          {of.decides.map((d) => (
            <li key={d}>{d}</li>
          ))}
          {of.stages.length > 0 ? (
            <li>
              {of.how.length > 0 ? `By ${of.how.join(", ")}.` : "The text does not say how it is delivered."}
            </li>
          ) : null}
        </ul>
        {of.stages.length === 0 && of.offer.ok ? <p>No stage is for such a case.</p> : null}
        {of.stages.map((s) => (
          <StageOf key={`${s.name} ${s.when.words} ${s.audience}`} of={s} now={now} />
        ))}
      </div>
    </Section>
  );
}

function StageOf({ of, now }: { of: SimulatedStage; now: Temporal.Instant }) {
  const { when } = of;
  return (
    <section aria-label={of.name} className="grid gap-2 rounded-lg border bg-surface px-4 py-4 sm:px-5">
      <h3 className="font-medium">
        {of.name}
        {of.optional ? <span className="font-normal text-ink-3"> optional</span> : null}
      </h3>
      <p className="text-ink-2">
        {when.words}
        {when.from && when.until ? (
          <>
            {": "}
            <When at={when.from} now={now} short />
            {when.from.equals(when.until) ? null : (
              <>
                {" to "}
                <When at={when.until} now={now} short />
              </>
            )}
          </>
        ) : null}
      </p>
      <p className="text-ink-2">
        To {of.audience}.{" "}
        {of.content.length > 0
          ? `They are told ${of.content.join(", ")}.`
          : "The text does not say what they are told."}
      </p>
      <List title={`${count(of.told.length, "organization")} told`} of={of.told} />
      {of.told.length + of.notTold.length === 0 ? (
        <p>No organization of the directory is concerned.</p>
      ) : null}
      <List title={`${count(of.notTold.length, "organization")} not told`} of={of.notTold} />
    </section>
  );
}

type Line = { organizationId: string; name: string; because: string; addresses?: number };

function List({ title, of }: { title: string; of: readonly Line[] }) {
  if (of.length === 0) return null;
  return (
    <details open={of.length <= 12}>
      <summary className="min-h-8 py-1 font-medium">{title}</summary>
      <ul className="border-t">
        {of.map((o) => (
          <li key={o.organizationId} className="border-b py-1.5">
            <TextLink href={`/organizations/${o.organizationId}`}>{o.name}</TextLink>
            {o.addresses === undefined ? null : (
              <span className="text-ink-3"> {count(o.addresses, "address", "addresses")}</span>
            )}
            <span className="block text-sm text-ink-2">{o.because}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
