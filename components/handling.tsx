import type { ReactNode } from "react";
import type { Handling } from "@/domain/policy/parts/vendor";
import { ARTIFACTS, FACTS, PERMISSIONS, SCOPES, SHARED_WITH } from "@/domain/policy/vocabulary";
import { keysOf } from "@/lib/keys";

/** "May we?" at a glance: what may be said, deployed and shared before it is public. What the text leaves open is said so. */
export function HandlingTable({ handling }: { handling: Handling | null }) {
  const rows = rowsOf(handling);
  return (
    <dl className="border-t">
      {rows.map((r) => (
        <div key={r.asks} className="grid gap-x-6 gap-y-0.5 border-b py-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="text-ink-2">{r.asks}</dt>
          <dd>{r.answer}</dd>
        </div>
      ))}
    </dl>
  );
}

const open = <span className="text-ink-2">The policy does not say: ask the team first.</span>;

function rowsOf(h: Handling | null): { asks: string; answer: ReactNode }[] {
  const may = h?.maySay ?? [];
  const not = keysOf(FACTS).filter((f) => !may.includes(f));
  const words = (facts: readonly (keyof typeof FACTS)[]) => facts.map((f) => lower(FACTS[f])).join(", ");
  const deploy = (h?.deploy ?? []).map((d) => ({
    asks: `Deploy ${ARTIFACTS[d.artifact]} ${SCOPES[d.scope]}`,
    answer: (
      <>
        {PERMISSIONS[d.answer]}.{d.text ? <span className="text-ink-2"> {d.text}</span> : null}
      </>
    ),
  }));
  const rest = h?.deployDefault ? `${PERMISSIONS[h.deployDefault]}.` : open;
  return [
    {
      asks: "Say before it is public",
      answer:
        may.length > 0 ? (
          <>
            {capital(words(may))}. <span className="text-ink-2">Not: {words(not)}.</span>
          </>
        ) : (
          <>
            Nothing. <span className="text-ink-2">The policy lets no fact be said before it is public.</span>
          </>
        ),
    },
    ...deploy,
    { asks: deploy.length > 0 ? "Deploy anything else" : "Deploy before it is public", answer: rest },
    {
      asks: "Share it",
      answer:
        h && h.share.length > 0 ? (
          <>
            With {h.share.map((s) => SHARED_WITH[s]).join(", ")}.
            {h.needToKnow ? <span className="text-ink-2"> Only who needs to know.</span> : null}
            {h.acceptTermsFirst ? (
              <span className="text-ink-2"> Each accepts the same terms first.</span>
            ) : null}
          </>
        ) : (
          open
        ),
    },
    ...(h?.text ? [{ asks: "In its own words", answer: h.text }] : []),
  ];
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
