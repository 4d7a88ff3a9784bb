import type { ReactNode } from "react";
import { asks, proofWords } from "@/domain/policy/document/criteria";
import { type Evaluated, partsOf } from "@/domain/policy/eligibility";
import type { Criterion } from "@/domain/policy/parts/eligibility";

/** A tree of criteria in words: "All of these", "Any of these". */
export function Criteria({ of }: { of: Criterion }) {
  const parts = partsOf(of);
  const proof = proofWords(of);
  if (parts.length === 0)
    return (
      <p className="break-words">
        {asks(of)}
        {proof ? <span className="block text-base text-ink-2">{proof}</span> : null}
      </p>
    );
  return (
    <div>
      <p className="text-ink-2">{asks(of)}:</p>
      <ul className="mt-1 grid list-disc gap-1.5 pl-5 marker:text-ink-3">
        {parts.map((part) => (
          <li key={JSON.stringify(part)}>
            <Criteria of={part} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type FoundProps = {
  of: Evaluated;
  /** What stands in place of a statement, such as its evidence. */
  leaf: (statement: Evaluated) => ReactNode;
  /** What stands beside a node, such as its verdict. */
  beside: (node: Evaluated) => ReactNode;
};

/** The same tree with what was found. */
export function Found({ of, leaf, beside }: FoundProps) {
  if (of.id !== null) return leaf(of);
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        {of.asks}
        {of.parts.length > 0 ? ":" : `. ${of.because}.`} {beside(of)}
      </p>
      {of.parts.length > 0 ? (
        <ul className="mt-2 grid gap-3 border-l pl-4">
          {of.parts.map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the policy's, and never changes on a page
            <li key={i}>
              <Found of={part} leaf={leaf} beside={beside} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
