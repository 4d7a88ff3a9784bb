export type Title = { id: string; title: string };

/** Beside the text where there is room, and folded above it where there is none. */
export function Contents({ titles }: { titles: readonly Title[] }) {
  return (
    <>
      <nav aria-label="On this page" className="max-lg:hidden">
        <div className="sticky top-8 max-h-[calc(100dvh-4rem)] overflow-y-auto border-l pl-4">
          <Titles titles={titles} />
        </div>
      </nav>
      <details className="rounded-lg border bg-surface px-4 py-2 lg:hidden">
        <summary className="min-h-6 font-medium">On this page</summary>
        <nav aria-label="On this page" className="py-2">
          <Titles titles={titles} />
        </nav>
      </details>
    </>
  );
}

function Titles({ titles }: { titles: readonly Title[] }) {
  return (
    <ol className="grid gap-1.5">
      {titles.map((t) => (
        <li key={t.id}>
          <a
            href={`#${t.id}`}
            className="break-words text-ink-2 underline-offset-3 hover:text-ink hover:underline"
          >
            {t.title}
          </a>
        </li>
      ))}
    </ol>
  );
}
