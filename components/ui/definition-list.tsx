import type { ReactNode } from "react";

export type FactsProps = { items: { label: string; value: ReactNode }[] };

export function Facts({ items }: FactsProps) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 sm:grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)]">
      {items.map((item) => (
        <div
          key={item.label}
          className="py-2 not-first:border-t sm:col-span-2 sm:grid sm:grid-cols-subgrid sm:items-baseline"
        >
          <dt className="text-ink-3">{item.label}</dt>
          <dd className="min-w-0 tabular-nums">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
