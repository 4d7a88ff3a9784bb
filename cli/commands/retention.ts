import { operator, terminalCommand } from "@/cli/command";
import { type RetentionReport, retentionReport } from "@/data/retention/queries";
import { KEPT_KINDS, keepingWords, SIGN_IN_DAYS } from "@/domain/retention";

const line = (r: RetentionReport["records"][number]): string =>
  `  ${r.reference} ${r.codeName}, ${r.kind}${r.kind === "incident" ? ` ${r.id}` : ""}: ${keepingWords(r.keeping)}${
    r.proposal ? `; ${r.proposal.by} proposed to destroy it` : ""
  }`;

function inWords(report: RetentionReport): string {
  const due = report.records.filter((r) => r.keeping.type === "due");
  return [
    `Nothing was changed. ${due.length === 0 ? "Nothing is due." : `${due.length} due: two members decide, under Kept.`}`,
    "Cases and incidents:",
    ...(report.records.length > 0 ? report.records.map(line) : ["  none"]),
    "Bytes of messages that were sent:",
    ...report.messages.map(
      (m) =>
        `  ${m.project}: ${m.kept} kept, ${m.days === null ? "the policy names no end" : `for ${m.days} days. ${KEPT_KINDS.messages.by}`}`,
    ),
    `Signing in: letters, used links and answered forms are dropped after ${SIGN_IN_DAYS} days, by the worker.`,
    report.backupDays === null
      ? "CURFEW_BACKUP_DAYS is not set, so that nobody can say when a destruction is complete."
      : `Backups live ${report.backupDays} days.`,
  ].join("\n");
}

export const retentionCommands = [
  terminalCommand(
    "retention",
    `  retention [--json]                          what is kept, until when, what destroys it and what is due; changes
                                              nothing`,
    { json: { type: "boolean" } },
    async (_, { json }) => {
      const report = await retentionReport(operator);
      return json ? JSON.stringify(report) : inWords(report);
    },
  ),
];
