import type { ReactNode } from "react";
import type { Criterion } from "@/domain/policy/policy";

type Statement = Extract<Criterion, { id: string }>;

export type CriteriaProps = {
  of: Criterion;
  /** What stands in place of a statement, such as its evidence; its text, if left out. */
  leaf?: ((statement: Statement) => ReactNode) | undefined;
  /** What stands beside "All of these" and "Any of these", such as its verdict. */
  beside?: ((tree: Criterion) => ReactNode) | undefined;
};

/** A tree of criteria in words: "All of these", "Any of these". A person judges each statement. */
export function Criteria({ of, leaf, beside }: CriteriaProps) {
  if ("text" in of) return leaf ? leaf(of) : <p>{of.text}</p>;
  const [word, list] =
    "all" in of ? (["All of these", of.all] as const) : (["Any of these", of.any] as const);
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        {word}: {beside?.(of)}
      </p>
      <ul
        className={
          leaf ? "mt-2 grid gap-3 border-l pl-4" : "mt-1 grid list-disc gap-1.5 pl-5 marker:text-ink-3"
        }
      >
        {list.map((item) => (
          <li key={JSON.stringify(item)}>
            <Criteria of={item} leaf={leaf} beside={beside} />
          </li>
        ))}
      </ul>
    </div>
  );
}
