"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { cn } from "@/lib/cn";
import { Link } from "./ui/link";

export type Destination = {
  href: string;
  label: string;
  group: string;
  keywords?: string | undefined;
};

export type CommandMenuProps = {
  destinations: Destination[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Goes somewhere, and does nothing else: every destination is also a link on some page. */
export function CommandMenu({ destinations, open, onOpenChange }: CommandMenuProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(10_13_17/0.5)]" />
        <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[36rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-surface shadow-floating outline-none">
          <Dialog.Title className="sr-only">Go to</Dialog.Title>
          <Finder destinations={destinations} onChosen={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ destinations, onChosen }: { destinations: Destination[]; onChosen: () => void }) {
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const found = match(destinations, query);
  const option = (index: number) => `${id}-${index}`;

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      const next = (active + step + found.length) % found.length;
      setActive(next);
      document.getElementById(option(next))?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      document.getElementById(option(active))?.click();
    }
  }

  return (
    <>
      <div className="flex items-center gap-3 border-b px-4">
        <Search aria-hidden size={16} className="shrink-0 text-ink-3" />
        <input
          role="combobox"
          aria-label="Go to"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={found.length > 0 ? option(active) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Go to a case, an organization, a page…"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
        />
      </div>
      <div id={id} role="listbox" aria-label="Destinations" className="min-h-0 overflow-y-auto p-1">
        {found.map((destination, index) => (
          <Link
            key={destination.href}
            id={option(index)}
            href={destination.href}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onClick={onChosen}
            onMouseMove={() => setActive(index)}
            className={cn(
              "flex min-h-9 items-center gap-4 rounded px-3 py-1.5",
              index === active && "bg-accent-soft",
            )}
          >
            <span className="min-w-0 flex-1">{destination.label}</span>
            <span className="shrink-0 text-sm text-ink-3">{destination.group}</span>
          </Link>
        ))}
      </div>
      <p role="status" className={found.length > 0 ? "sr-only" : "px-4 pb-4 text-ink-2"}>
        {found.length > 0 ? `${found.length} found` : "Nothing by that name."}
      </p>
    </>
  );
}

/** Every typed word somewhere; those whose label begins with it first. */
function match(destinations: Destination[], query: string): Destination[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  const starts = (one: Destination) => (one.label.toLowerCase().startsWith(first) ? 0 : 1);
  return destinations
    .filter((one) => {
      const text = `${one.label} ${one.group} ${one.keywords ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => starts(a) - starts(b))
    .slice(0, 50);
}
