"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** A `<details>` that works alone; the script only adds closing by Escape, by a click outside and by a choice. */
export function Disclosure({ className, children }: { className?: string | undefined; children: ReactNode }) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const details = ref.current;
      if (!details?.open || !(event.target instanceof Element)) return;
      const inside = details.contains(event.target);
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        details.open = false;
        if (inside) details.querySelector("summary")?.focus();
      } else if (!inside || event.target.closest("a")) {
        details.open = false;
      }
    };
    document.addEventListener("click", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("click", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details ref={ref} className={className}>
      {children}
    </details>
  );
}
