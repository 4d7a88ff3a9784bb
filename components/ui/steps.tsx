import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Link } from "./link";

export type Step = {
  label: string;
  state: "done" | "current" | "todo";
  hint?: ReactNode | undefined;
  href?: string | undefined;
};

const words = { done: "Done", current: "Now", todo: "To come" };

/** A path with its past, its present and what is to come, across the page; on phones the present step alone is seen. */
export function Steps({ items, label = "Steps" }: { items: Step[]; label?: string | undefined }) {
  const now = items.findIndex((item) => item.state === "current");
  const seen = now === -1 ? items.length - 1 : now;
  return (
    <ol aria-label={label} className="grid sm:auto-cols-fr sm:grid-flow-col">
      {items.map((item, index) => (
        <li
          key={item.label}
          aria-current={item.state === "current" ? "step" : undefined}
          className={cn(
            "group/step relative flex gap-2.5 sm:flex-col sm:gap-1.5 sm:pr-3",
            index !== seen && "max-sm:sr-only",
          )}
        >
          {index < items.length - 1 ? (
            <span
              aria-hidden
              className={cn(
                "absolute top-[7.5px] right-1 left-5 h-px max-sm:hidden",
                item.state === "done" ? "bg-ink-3" : "bg-line-strong",
              )}
            />
          ) : null}
          <Dot state={item.state} />
          <div className="min-w-0 text-sm">
            <span className="sr-only">{words[item.state]}: </span>
            {item.href ? (
              <Link href={item.href} className="font-medium underline-offset-3 hover:underline">
                {item.label}
              </Link>
            ) : (
              <span className={cn("font-medium", item.state === "todo" && "text-ink-2")}>{item.label}</span>
            )}
            <span className="text-ink-3 sm:hidden">
              , step {index + 1} of {items.length}
            </span>
            {item.hint ? <span className="block text-ink-3 tabular-nums">{item.hint}</span> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Dot({ state }: { state: Step["state"] }) {
  return (
    <span
      aria-hidden
      className={cn(
        "mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border sm:mt-0",
        state === "done" && "border-ink-3 bg-ink-3 text-canvas",
        state === "current" && "border-accent bg-accent-soft",
        state === "todo" && "border-field",
      )}
    >
      {state === "done" ? <Check size={10} strokeWidth={3} /> : null}
      {state === "current" ? <span className="size-1.5 rounded-full bg-accent" /> : null}
    </span>
  );
}
