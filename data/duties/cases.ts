import type { Temporal } from "temporal-polyfill";
import type { Listed } from "@/data/cases/list";
import { nextStep, type StepCode } from "@/domain/case/next-step";
import { isOverdue } from "@/domain/case/state";
import type { Duty } from "@/domain/duties";
import { inUtc } from "@/domain/time";

const STEP: Partial<Record<StepCode, { text: string; label: string; path: string }>> = {
  add_vulnerability: { text: "has no vulnerability yet", label: "Add it", path: "/vulnerabilities/new" },
  decide_severity: { text: "needs a severity", label: "Decide", path: "" },
  confirm: { text: "is triaged and waits to be confirmed", label: "Confirm", path: "" },
  choose_prenotify: { text: "needs a choice: prenotify or not", label: "Choose", path: "" },
  set_release: { text: "has no release instant", label: "Set it", path: "" },
  write_notice: { text: "has no notice yet", label: "Write one", path: "/notices/new" },
  close: { text: "is public and can be closed", label: "Close", path: "" },
};

/** The next step of every case that waits for a person. */
export function caseDuties(list: Listed, now: Temporal.Instant): Duty[] {
  return list.flatMap((c): Duty[] => {
    const name = `${c.reference} ${c.codeName}`;
    const href = `/cases/${c.reference}`;
    const step = nextStep(c.progress, now);
    const due = c.release?.at ?? null;
    if (c.progress.publicationProposed)
      return [
        {
          id: `confirm-${c.id}`,
          tone: "attention",
          text: `${name}: publication is proposed`,
          detail: "Another member confirms it",
          due,
          urgent: true,
          action: { href: `${href}/publish`, label: "Confirm" },
        },
      ];
    if (isOverdue(c, now) && due)
      return [
        {
          id: `overdue-${c.id}`,
          tone: "danger",
          text: `${name} is overdue`,
          detail: "Its release passed, and it is not published",
          due,
          urgent: true,
          action: { href: `${href}/publish`, label: "Publish" },
        },
      ];
    const known = STEP[step];
    if (!known) return [];
    return [
      {
        id: `${step}-${c.id}`,
        tone: step === "close" ? "quiet" : "attention",
        text: `${name} ${known.text}`,
        detail: due && step !== "close" ? `Release ${inUtc(due)}` : null,
        due: step === "close" ? null : due,
        urgent: false,
        action: { href: `${href}${known.path}`, label: known.label },
      },
    ];
  });
}
