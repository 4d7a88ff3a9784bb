import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type PageProps = {
  title: string;
  eyebrow?: ReactNode | undefined;
  lead?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  children: ReactNode;
  width?: "normal" | "reading" | "narrow" | undefined;
};

const widths = { normal: "max-w-[72rem]", reading: "max-w-[46rem]", narrow: "max-w-[32rem]" };

export function Page({ title, eyebrow, lead, actions, children, width = "normal" }: PageProps) {
  return (
    <div className={cn("mx-auto grid w-full content-start grid-cols-[minmax(0,1fr)] gap-8", widths[width])}>
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {eyebrow ? <div className="mb-1 text-sm text-ink-3">{eyebrow}</div> : null}
          <h1 className="text-xl font-semibold tracking-[-0.014em]">{title}</h1>
          {lead ? <div className="mt-1 max-w-[70ch] text-pretty text-ink-2">{lead}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}
