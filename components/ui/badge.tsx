import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { type Tone, toneBox, toneIcon, toneText } from "@/components/tone";
import { cn } from "@/lib/cn";

export type BadgeProps = {
  tone?: Tone | undefined;
  /** Of the tone, if left out; `null` for a label that has no state, as a TLP label. */
  icon?: LucideIcon | null | undefined;
  children: ReactNode;
};

export function Badge({ tone = "quiet", icon, children }: BadgeProps) {
  const Icon = icon === undefined ? toneIcon[tone] : icon;
  return (
    <span
      className={cn(
        "inline-flex max-w-full items-center gap-1 rounded border px-1.5 py-px text-xs leading-4 font-medium",
        toneBox[tone],
        toneText[tone],
      )}
    >
      {Icon ? <Icon aria-hidden size={12} strokeWidth={2.25} className="shrink-0" /> : null}
      <span className="min-w-0">{children}</span>
    </span>
  );
}
