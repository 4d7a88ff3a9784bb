import { readFileSync } from "node:fs";
import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import { sendOpen, worker } from "@/cli/demo/send";
import { atHour, days, type Plan, prepare, write } from "@/cli/demo/steps";
import type { Team } from "@/cli/demo/team";
import { importOsv } from "@/data/cases/import";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice } from "@/data/deliveries/commands";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { confirmPublication, proposePublication } from "@/data/publications/commands";
import { acknowledge, answerTerms, recordSeen } from "@/data/readings/commands";

/** Whom the team had in mind when the walk's case and the released one were written. */
const EARLY = [
  "Kestrel Linux",
  "Orchid Cloud",
  "Basalt Compute",
  "Tern Systems",
  "Halyard AI",
  "Quillwort Labs",
  "Northlight Research",
];

const PYSEC_2025_42: Omit<Plan, "release" | "begun"> = {
  record: "PYSEC-2025-42",
  severity: "HIGH",
  reason:
    "The score is 10.0, but only deployments that switch on the optional mooncake integration are reachable: an advanced, multi-node mode, which the policy's definition of HIGH names.",
  impact:
    "A host that can reach the ZeroMQ sockets of the mooncake integration can **run code** in the serving process. Deployments without mooncake are not affected.",
  mitigation:
    "Until you can update, bind the integration's sockets to a private interface and let no other host reach their ports:\n\n```\niptables -A INPUT -p tcp --dport 5000:6000 ! -s 10.0.0.0/8 -j DROP\n```\n\nOr switch the integration off.",
};

/** The case that a newcomer walks: a notice waits for an approval by somebody who touched nothing. */
export async function seedWaiting(
  team: Team,
  directory: Directory,
  projectId: string,
  now: Temporal.Instant,
): Promise<void> {
  const mara = await team.mara();
  const reference = await prepare(mara, projectId, {
    ...PYSEC_2025_42,
    begun: now.subtract(days(2)),
    release: atHour(now.add(days(6)), 15),
  });
  await write(mara, reference, directory, atHour(now.add(days(1)), 15), now.subtract({ hours: 3 }), EARLY);
}

/** The case that is over: two vendors were told, consented, read; two members published; everybody got the lift. */
export async function seedReleased(
  team: Team,
  directory: Directory,
  projectId: string,
  now: Temporal.Instant,
): Promise<void> {
  const jiwoo = await team.jiwoo();
  const mara = await team.mara();
  const begun = atHour(now.subtract(days(26)), 8);
  const release = begun.add({ hours: 24 * 12 + 7 });
  const reference = await prepare(jiwoo, projectId, {
    record: "CVE-2025-47277",
    severity: "CRITICAL",
    reason: "",
    impact:
      "A host that can reach the PyNcclPipe service can run code. Only deployments that use PyNcclPipe with the V0 engine are affected.",
    mitigation: "Bind the service to the private interface of the cluster, or use the V1 engine.",
    begun,
    release,
  });
  const leaves = begun.add({ hours: 24 * 5 + 7 });
  const noticeId = await write(
    jiwoo,
    reference,
    directory,
    leaves,
    begun.add(days(3)),
    EARLY.filter((n) => n !== "Halyard AI"),
  );
  const notice = await getNotice(mara, reference, noticeId);
  await approveNotice(
    mara,
    { noticeId, revision: notice.revision, versionId: notice.version?.id },
    { at: begun.add(days(4)) },
  );
  await dispatchNotice(worker, { noticeId }, { at: leaves });
  await sendOpen(leaves);
  for (const [who, minutes] of [
    [await directory.priya(), 12],
    [await directory.leon(), 95],
  ] as const) {
    const at = { at: leaves.add({ minutes }) };
    await answerTerms(who, { reference, answer: "accepted", termsVersion: "curfew-1" }, at);
    await recordSeen(who, { reference }, at);
    await acknowledge(who, { reference, version: 2 }, { at: leaves.add({ minutes: minutes + 9 }) });
  }
  const { id: caseId } = await getCase(jiwoo, reference);
  const { publicationId } = await proposePublication(
    jiwoo,
    { caseId, versionId: notice.version?.id },
    { at: release.add({ minutes: 2 }) },
  );
  await confirmPublication(mara, { caseId, publicationId }, { at: release.add({ minutes: 4 }) });
  await sendOpen(release.add({ minutes: 4 }));
}

/** The case that came in yesterday: 7.5 by its score, denial of service by the policy's definitions. */
export async function seedTriage(team: Team, projectId: string, now: Temporal.Instant): Promise<void> {
  const record = readFileSync("formats/samples/osv/PYSEC-2026-250.json", "utf8");
  await importOsv(
    await team.tomas(),
    { projectId, record, published: "replay" },
    { at: now.subtract({ hours: 20 }) },
  );
}
