import type { Mark } from "@/app/(desk)/policy/draft/_marks";
import { Badge } from "@/components/ui/badge";

/** Everything that is said of the document, each with its clauses; a clause leads to its line. */
export function Findings({ marks, goTo }: { marks: readonly Mark[]; goTo?: (line: number) => void }) {
  const problems = marks.filter((m) => m.tone === "problem").length;
  const words =
    problems > 0
      ? `${problems} ${problems === 1 ? "place keeps" : "places keep"} it from being a policy`
      : marks.length > 0
        ? `A policy, with ${marks.length} ${marks.length === 1 ? "finding" : "findings"}`
        : "A policy, without findings";
  return (
    <section aria-label="Findings" className="grid gap-3">
      <p role="status" className="font-medium">
        {words}
      </p>
      <ul className="grid gap-3">
        {marks.map((m) => (
          <li
            key={`${m.title}${m.message}${m.places.map((p) => p.line).join()}`}
            className="grid gap-1 rounded-md border bg-surface px-4 py-3"
          >
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={m.tone === "problem" ? "danger" : "attention"}>
                {m.tone === "problem" ? "Not valid" : "Finding"}
              </Badge>
              <span className="font-medium">{m.title}</span>
            </p>
            <p>{m.message}</p>
            {m.advice ? <p className="text-ink-2">{m.advice}</p> : null}
            <ul className="grid gap-0.5 text-sm text-ink-2">
              {m.places.map((p) => (
                <li key={`${p.path}${p.line}`} className="break-words">
                  {goTo ? (
                    <button
                      type="button"
                      onClick={() => goTo(p.line)}
                      className="text-accent underline decoration-accent-line underline-offset-3"
                    >
                      Line {p.line}
                    </button>
                  ) : (
                    `Line ${p.line}`
                  )}{" "}
                  {p.path ? <code className="font-mono text-xs">{p.path}</code> : null}
                  {p.says ? `: ${p.says}` : null}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
