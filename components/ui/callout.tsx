import type { ReactNode } from "react";
import { type Tone, toneBox, toneIcon, toneText } from "@/components/tone";
import { cn } from "@/lib/cn";

export type CalloutProps = {
  tone?: Tone | undefined;
  title: string;
  children?: ReactNode;
  action?: ReactNode | undefined;
};

export function Callout({ tone = "quiet", title, children, action }: CalloutProps) {
  const Icon = toneIcon[tone];
  return (
    <div
      className={cn("flex flex-wrap items-start gap-x-4 gap-y-3 rounded-lg border px-4 py-3", toneBox[tone])}
    >
      <div className="flex min-w-0 flex-1 basis-72 items-start gap-2.5">
        <Icon aria-hidden size={16} className={cn("mt-0.5 shrink-0", toneText[tone])} />
        <div className="min-w-0 max-w-[70ch]">
          <p className={cn("font-medium", tone !== "quiet" && toneText[tone])}>{title}</p>
          {children ? <div className="mt-0.5 text-ink-2">{children}</div> : null}
        </div>
      </div>
      {action ? <div className="flex flex-wrap gap-2 max-sm:pl-6.5">{action}</div> : null}
    </div>
  );
}
