import { readFileSync } from "node:fs";
import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, setRelease } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { getCase } from "@/data/cases/queries";
import { addVulnerability } from "@/data/cases/vulnerabilities";
import { uploadFile } from "@/data/files/upload";
import { writeNotice } from "@/data/notices/commands";
import { wallInput } from "@/domain/time";
import type { Member } from "@/domain/viewer";

export const utc = (at: Temporal.Instant) => ({ local: wallInput(at, "UTC"), zone: "UTC" });
export const days = (n: number) => ({ hours: 24 * n });

export type Plan = {
  record: string;
  severity: string;
  reason: string;
  impact: string;
  mitigation: string;
  release: Temporal.Instant;
  begun: Temporal.Instant;
  /** Patches that vendors get with the advisory. */
  files?: readonly { name: string; text: string }[];
  /** More vulnerabilities of the case, typed in by hand. */
  also?: { fields: Record<string, string>; severity: string; reason: string }[];
};

/** Import to scheduled: what a coordinator does in the first days of a case. */
export async function prepare(coordinator: Member, projectId: string, plan: Plan): Promise<string> {
  const record = readFileSync(`formats/samples/osv/${plan.record}.json`, "utf8");
  const { reference, caseId } = await importOsv(
    coordinator,
    { projectId, record, published: "replay" },
    { at: plan.begun },
  );
  const step = async (hours: number) => ({
    form: { caseId, revision: (await getCase(coordinator, reference)).revision },
    options: { at: plan.begun.add({ minutes: Math.round(hours * 60) }) },
  });
  for (const { fields } of plan.also ?? []) {
    const typed = await step(0.5);
    await addVulnerability(coordinator, { ...typed.form, ...fields }, typed.options);
  }
  const decisions = [plan, ...(plan.also ?? [])];
  for (const [i, v] of (await getCase(coordinator, reference)).vulnerabilities.entries()) {
    const decided = await step(1);
    const { severity, reason } = decisions[i] ?? plan;
    await decideSeverity(
      coordinator,
      { ...decided.form, vulnerabilityId: v.rowId, severity, reason },
      decided.options,
    );
  }
  const confirm = await step(2);
  await confirmCase(coordinator, confirm.form, confirm.options);
  const fileIds: string[] = [];
  for (const { name, text } of plan.files ?? []) {
    const file = { reference, name, bytes: Buffer.from(text) };
    fileIds.push((await uploadFile(coordinator, file, { at: plan.begun.add({ hours: 4 }) })).fileId);
  }
  const [draft] = (await listVersions(coordinator, reference)).versions;
  const { impact, mitigation } = plan;
  await saveAdvisory(
    coordinator,
    { caseId, base: 1, ...draft?.content, impact, mitigation, fileIds },
    { at: plan.begun.add({ hours: 5 }) },
  );
  const choose = await step(6);
  await choosePrenotify(
    coordinator,
    {
      ...choose.form,
      prenotify: "yes",
      reason: "Distributors need days to rebuild, and the flaw is reachable over the network.",
    },
    choose.options,
  );
  const release = await step(7);
  await setRelease(coordinator, { ...release.form, ...utc(plan.release) }, release.options);
  return reference;
}

export async function write(
  coordinator: Member,
  reference: string,
  directory: Directory,
  send: Temporal.Instant,
  at: Temporal.Instant,
  names: readonly string[],
): Promise<string> {
  const { id: caseId } = await getCase(coordinator, reference);
  const { noticeId } = await writeNotice(
    coordinator,
    {
      caseId,
      groupIds: Object.values(directory.groups),
      organizationIds: names.map((n) => directory.organizations[n]),
      ...utc(send),
    },
    { at },
  );
  return noticeId;
}

/** The next full hour of that day in UTC, so that the demo's instants look like a person chose them. */
export const atHour = (day: Temporal.Instant, hour: number): Temporal.Instant =>
  day.toZonedDateTimeISO("UTC").with({ hour, minute: 0, second: 0, millisecond: 0 }).toInstant();
