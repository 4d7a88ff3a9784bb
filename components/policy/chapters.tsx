import type { ReactNode } from "react";
import { Parts } from "@/components/policy/parts";
import type { Absence, Section } from "@/domain/policy/document/document";

/** A chapter under its heading and anchor; no anchor of a policy's own text has a colon. */
export function ChapterFrame({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`title:${id}`} className="grid min-w-0 scroll-mt-16 gap-3">
      <h2 id={`title:${id}`} className="text-lg font-semibold tracking-[-0.01em] break-words">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function Sections({ sections }: { sections: readonly Section[] }) {
  return sections.map((s) =>
    s.type === "chapter" ? (
      <ChapterFrame key={s.chapter.id} id={s.chapter.id} title={s.chapter.title}>
        <Parts parts={s.chapter.parts} />
      </ChapterFrame>
    ) : (
      <Absences key={s.lines[0]?.ids[0]} lines={s.lines} />
    ),
  );
}

/** What the text does not promise, in a line each: said, and no louder than that. */
function Absences({ lines }: { lines: readonly Absence[] }) {
  return (
    <ul className="grid gap-1.5 border-l pl-4 text-base text-ink-3">
      {lines.map((line) => (
        <li key={line.ids[0]} className="scroll-mt-16">
          {line.ids.map((id) => (
            <span key={id} id={id} className="scroll-mt-16" />
          ))}
          {line.none.startsWith("None") ? (
            <>
              <span className="text-ink-2">{line.title}.</span> {line.none}
            </>
          ) : (
            line.none
          )}
        </li>
      ))}
    </ul>
  );
}
