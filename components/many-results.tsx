export type ManyResultsProps = {
  results: readonly { organizationId: string; name: string; ok: boolean; words: string }[];
};

/** What became of each of many: what was refused first, with its reason. */
export function ManyResults({ results }: ManyResultsProps) {
  const ordered = [...results.filter((r) => !r.ok), ...results.filter((r) => r.ok)];
  return (
    <ul
      aria-label="What became of each"
      className="grid max-h-80 gap-1 overflow-y-auto rounded-lg border bg-surface px-4 py-3"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard.
      tabIndex={0}
    >
      {ordered.map((r, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one organization may have several, and the list never changes.
        <li key={`${r.organizationId}-${i}`}>
          <span className="font-medium">{r.name}</span>{" "}
          <span className={r.ok ? "text-ink-2" : "text-attention"}>{r.words}</span>
        </li>
      ))}
    </ul>
  );
}
