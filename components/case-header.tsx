import type { ReactNode } from "react";
import { EmbargoClock, type EmbargoClockProps } from "./embargo-clock";
import { SeverityBadge } from "./severity-badge";
import { type TabItem, TabsNav } from "./ui/tabs-nav";

export type CaseHeaderProps = {
  reference: string;
  codeName: string;
  title?: string | undefined;
  severity?: { label: string } | undefined;
  clock: EmbargoClockProps | null;
  badges?: ReactNode | undefined;
  /** The one thing to do next, and a menu for the rest. */
  nextAction?: ReactNode | undefined;
  tabs: TabItem[];
  /** `<Steps>`, and what they add up to. */
  stages?: ReactNode | undefined;
};

export function CaseHeader(props: CaseHeaderProps) {
  const { reference, codeName, title, severity, clock, badges, nextAction, tabs, stages } = props;
  return (
    <header className="grid content-start grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="flex flex-wrap items-baseline gap-x-2.5 text-xl font-semibold tracking-[-0.014em]">
              <span className="font-mono text-[0.9em] font-medium tracking-normal">{reference}</span>
              <span className="font-normal text-ink-2">{codeName}</span>
            </h1>
            {severity ? <SeverityBadge label={severity.label} /> : null}
            {badges}
          </div>
          {title ? <p className="mt-1 max-w-[70ch] text-ink-2">{title}</p> : null}
        </div>
        {nextAction ? <div className="flex flex-wrap items-center gap-2">{nextAction}</div> : null}
      </div>
      {clock ? <EmbargoClock {...clock} size={clock.size ?? "header"} /> : null}
      {stages ? <div className="min-w-0">{stages}</div> : null}
      <TabsNav label={`Case ${reference}`} items={tabs} />
    </header>
  );
}
