import type { Criterion } from "@/domain/policy/policy";

/** A tree of criteria in words: "All of these", "Any of these". A person judges each statement. */
export function Criteria({ of }: { of: Criterion }) {
  if ("text" in of) return <p>{of.text}</p>;
  const [word, list] =
    "all" in of ? (["All of these", of.all] as const) : (["Any of these", of.any] as const);
  return (
    <div>
      <p className="text-ink-2">{word}:</p>
      <ul className="mt-1 grid list-disc gap-1.5 pl-5 marker:text-ink-3">
        {list.map((item) => (
          <li key={JSON.stringify(item)}>
            <Criteria of={item} />
          </li>
        ))}
      </ul>
    </div>
  );
}
