import "server-only";
import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { isOpened, requestPath } from "@/app/_lib/request";
import { getCase } from "@/data/cases/queries";
import { caseIncidents } from "@/data/incidents/queries";
import { listNotices } from "@/data/notices/queries";
import { recordCaseRead } from "@/data/readings/reads";
import { nextStep } from "@/domain/case/next-step";
import { isOverdue } from "@/domain/case/state";
import { isOpenIncident } from "@/domain/incident/state";

/** The part of a case that an address leads to, without what names a row. */
const pageOf = (path: string): string => /^\/cases\/[^/?]+\/([a-z-]{1,40})/.exec(path)?.[1] ?? "overview";

/** The case of a page and of its title, read once per request. */
export const loadCase = cache(async (reference: string) => {
  const viewer = await requireMember();
  const of = await orNotFound(getCase(viewer, reference));
  // Nothing of it is shown unless it is on record that this person opened it.
  if (of.summary.publishedAt === null && (await isOpened()))
    await orNotFound(recordCaseRead(viewer, { reference, page: pageOf(await requestPath()) }));
  const [notices, incidents] = await Promise.all([
    orNotFound(listNotices(viewer, reference)),
    orNotFound(caseIncidents(viewer, reference)),
  ]);
  return { ...of, notices, incidents };
});
export type DeskCase = Awaited<ReturnType<typeof loadCase>>;

/** A title names the case by its reference and code name: what it is about stays out of tabs and histories (rule 7). */
export async function caseTitle(params: Promise<{ reference: string }>, what: string) {
  const { summary } = await loadCase((await params).reference);
  return { title: `${what} · ${summary.reference} ${summary.codeName}` };
}

export type NextAction = { words: string; label: string | null; href: string };

type Listed = Pick<DeskCase["summary"], "reference" | "progress">;

/** The next step of a case in words, and where it is done; without a label nothing is to be done now. */
export function nextAction(of: Listed, now: DeskCase["now"], notices: DeskCase["notices"] = []): NextAction {
  const at = `/cases/${of.reference}`;
  switch (nextStep(of.progress, now)) {
    case "add_vulnerability":
      return {
        words: "Add the vulnerability",
        label: "Add the vulnerability",
        href: `${at}/vulnerabilities/new`,
      };
    case "decide_severity":
      return { words: "Decide the severity", label: "Decide the severity", href: `${at}#severity` };
    case "confirm":
      return { words: "Confirm the case", label: "Confirm the case", href: `${at}#confirm` };
    case "choose_prenotify":
      return { words: "Prenotify, or not", label: "Choose: prenotify or not", href: `${at}#prenotify` };
    case "set_release":
      return { words: "Set the release instant", label: "Set the release instant", href: `${at}#release` };
    case "write_notice":
      return { words: "Write a notice", label: "Write a notice", href: `${at}/notices/new` };
    case "approve_notice": {
      const sentBack = notices.find((n) => n.state === "draft");
      if (sentBack)
        return {
          words: "Change the notice",
          label: "Change the notice",
          href: `${at}/notices/${sentBack.id}`,
        };
      const waiting = notices.find((n) => n.state === "in_review");
      // For whoever wrote or touched it, it only waits.
      if (waiting && !waiting.mayApprove)
        return { words: "Waits for an approval", label: null, href: `${at}/notices/${waiting.id}` };
      const href = waiting ? `${at}/notices/${waiting.id}/approve` : `${at}/notices`;
      return { words: "Approve a notice", label: "Review the notice", href };
    }
    case "publish":
      return { words: "Publish", label: "Publish", href: `${at}/publish` };
    case "confirm_publication":
      return { words: "Confirm publication", label: "Confirm publication", href: `${at}/publish` };
    case "close":
      return { words: "Close the case", label: "Close the case", href: `${at}#end` };
    case "wait": {
      const words = notices.some((n) => n.state === "approved")
        ? "Waits for the notice to leave"
        : "Waits for its release";
      return { words, label: null, href: at };
    }
    case "none":
      return { words: "", label: null, href: at };
  }
}

/** The leak that waits for a decision; the newest, where there are several. */
export const openIncident = (of: DeskCase) => of.incidents.find((i) => isOpenIncident(i.state));

export const overdue = (of: DeskCase): boolean => isOverdue(of.summary, of.now);
