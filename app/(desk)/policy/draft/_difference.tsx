import { structuredPatch } from "diff";
import { cn } from "@/lib/cn";

const KEPT = 3;

/** Two documents line by line: what was taken out, what came in, with three lines around. */
export function Difference({ before, after }: { before: string; after: string }) {
  const patch = structuredPatch("", "", before, after, "", "", { context: KEPT, timeout: 1000 });
  if (!patch) return <p className="text-ink-2">They differ too much to be shown line by line.</p>;
  if (patch.hunks.length === 0) return <p className="text-ink-2">Nothing: the two are the same.</p>;
  return (
    <div className="grid gap-3">
      {patch.hunks.map((h) => (
        <section
          key={`${h.oldStart} ${h.newStart}`}
          aria-label={`From line ${h.newStart}`}
          className="min-w-0 overflow-x-auto rounded-md border bg-surface"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
          tabIndex={0}
        >
          <ol className="w-max min-w-full py-1 font-mono text-sm leading-5">
            {h.lines.map((line, i) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
                key={i}
                line={line}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Line({ line }: { line: string }) {
  const [mark, text] = [line.charAt(0), line.slice(1)];
  if (mark === "\\") return null;
  return (
    <li
      className={cn(
        "flex gap-3 px-3 whitespace-pre",
        mark === "+" && "bg-accent-soft",
        mark === "-" && "bg-sunken text-ink-3 line-through decoration-line-strong",
      )}
    >
      <span aria-hidden className="w-3 shrink-0 text-ink-3 select-none">
        {mark.trim()}
      </span>
      {mark === " " ? null : <span className="sr-only">{mark === "+" ? "New: " : "Gone: "}</span>}
      <span>{text || " "}</span>
    </li>
  );
}
