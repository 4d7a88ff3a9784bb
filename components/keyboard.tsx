"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { CommandMenu, type Destination } from "./command-menu";
import { Kbd } from "./ui/kbd";

export type KeyboardProps = { destinations: Destination[] };

const shortcuts = [
  { keys: ["/"], does: "Search this page, or go somewhere" },
  { keys: ["⌘ K", "Ctrl K"], does: "Go somewhere" },
  { keys: ["j", "k"], does: "Next, previous row of a list" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["?"], does: "Show these" },
];

/** Shortcuts for what the page also offers otherwise. Renders the button that opens the command menu. */
export function Keyboard({ destinations }: KeyboardProps) {
  const [open, setOpen] = useState<"command" | "help" | null>(null);
  // A shortcut is said to assistive technology only once something listens to it.
  const [live, setLive] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => (now === "command" ? null : "command"));
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return;
      if (event.key === "?") setOpen("help");
      else if (event.key === "/") focusSearch() || setOpen("command");
      else if (event.key === "j") moveInList(1);
      else if (event.key === "k") moveInList(-1);
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    setLive(true);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts={live ? "Control+K Meta+K" : undefined}
        onClick={() => setOpen("command")}
        className="flex min-h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-ink-3 hover:text-ink"
      >
        <Search aria-hidden size={14} />
        <span className="flex-1 text-start">Go to…</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <CommandMenu
        destinations={destinations}
        open={open === "command"}
        onOpenChange={(now) => setOpen(now ? "command" : null)}
      />
      <Dialog.Root open={open === "help"} onOpenChange={(now) => setOpen(now ? "help" : null)}>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(10_13_17/0.5)]" />
          <Dialog.Popup className="fixed top-[16dvh] left-1/2 z-50 w-[26rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg bg-surface p-5 shadow-floating outline-none">
            <Dialog.Title className="text-md font-semibold">Keyboard shortcuts</Dialog.Title>
            <dl className="mt-3">
              {shortcuts.map(({ keys, does }) => (
                <div key={does} className="flex items-center justify-between gap-4 py-1.5">
                  <dt className="order-2 flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-ink-2">{does}</dd>
                </div>
              ))}
            </dl>
            <Dialog.Close className="mt-3 min-h-8 rounded-md border border-line-strong px-3 font-medium hover:bg-hover">
              Close
            </Dialog.Close>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}

/** Somebody types, or a dialog has the keys. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest("input, textarea, select, dialog, [role=dialog]") !== null
  );
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("[data-search]");
  search?.focus();
  search?.select();
  return search !== null;
}

function moveInList(step: 1 | -1): void {
  const items = [...document.querySelectorAll("[data-list]")]
    .flatMap((list) => [...list.children])
    .map((row) => row.querySelector<HTMLElement>("a[data-item]") ?? row.querySelector<HTMLElement>("a[href]"))
    .filter((item) => item !== null);
  const at = items.findIndex((item) =>
    item.parentElement?.closest("li, tr")?.contains(document.activeElement),
  );
  const next = at === -1 ? (step === 1 ? 0 : items.length - 1) : at + step;
  items[next]?.focus();
}
