import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import { PATCH } from "@/cli/demo/patch";
import { sendOpen, worker } from "@/cli/demo/send";
import { atHour, days, prepare, write } from "@/cli/demo/steps";
import type { Team } from "@/cli/demo/team";
import { type Board, deliveryBoard } from "@/data/deliveries/board";
import { dispatchNotice } from "@/data/deliveries/commands";
import { recordMailReport } from "@/data/deliveries/reports";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { acknowledge, answerTerms, recordSeen } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import { makeStatement } from "@/data/statements/commands";
import type { ContactViewer } from "@/domain/viewer";

/** Who was told of the running case. */
const TOLD = [
  "Kestrel Linux",
  "Orchid Cloud",
  "Basalt Compute",
  "Corvid Images",
  "Meridian Edge",
  "Thistle Labs",
  "Gannet Hosting",
];

export type Running = { reference: string; noticeId: string; leaves: Temporal.Instant };

/** The case that runs: told two days ago, most have answered, one bounced, one is silent. */
export async function seedRunning(
  team: Team,
  directory: Directory,
  projectId: string,
  now: Temporal.Instant,
): Promise<Running> {
  const tomas = await team.tomas();
  const jiwoo = await team.jiwoo();
  const begun = atHour(now.subtract(days(9)), 8);
  const leaves = now.subtract({ hours: 41 }).round({ smallestUnit: "hour", roundingMode: "floor" });
  const reference = await prepare(tomas, projectId, {
    record: "PYSEC-2025-54",
    severity: "MODERATE",
    reason: "",
    impact:
      "Anybody who may send requests can **stop the server**: with one request whose regular expression is invalid, or, before 0.8.0, with many whose grammars fill the disk. No data is read or changed.",
    mitigation:
      "Refuse guided decoding at the proxy, or let only trusted clients use it. Put the grammar cache on a volume with a limit.",
    begun,
    release: atHour(now.add(days(8)), 15),
    files: [{ name: "0001-refuse-invalid-guided-regex.patch", text: PATCH }],
    also: [
      {
        severity: "MODERATE",
        reason: "",
        fields: {
          summary: "vLLM: unbounded on-disk grammar cache of the outlines backend",
          details:
            "The outlines backend keeps its compiled grammars on the local disk, on by default and without a limit. Many short requests with different schemas fill the disk and stop the server. Found while the first flaw was fixed.",
          identifiers: "PYSEC-2025-223 CVE-2025-29770",
          cvss: "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H",
          cwes: "CWE-770",
          affected: "PyPI/vllm <0.8.0",
          references: "https://osv.dev/vulnerability/PYSEC-2025-223",
        },
      },
    ],
  });
  const noticeId = await write(tomas, reference, directory, leaves, begun.add(days(5)), TOLD);
  const notice = await getNotice(jiwoo, reference, noticeId);
  await approveNotice(
    jiwoo,
    { noticeId, revision: notice.revision, versionId: notice.version?.id },
    { at: begun.add(days(6)) },
  );
  await dispatchNotice(worker, { noticeId }, { at: leaves });
  await sendOpen(leaves);
  await reports(await deliveryBoard(tomas, reference, noticeId), leaves);
  await answers(directory, reference, leaves);
  return { reference, noticeId, leaves };
}

/** What the receiving servers said: one mailbox refused for good, one server delays, the rest took it. */
async function reports(board: Board, leaves: Temporal.Instant): Promise<void> {
  for (const [i, d] of board.rows.flatMap((r) => r.deliveries).entries()) {
    const bounced = d.address === "security@basalt.example";
    const delayed = d.address === "psirt@corvid.example";
    const at = leaves.add({ seconds: 20 + i * 7 });
    await recordMailReport(
      worker,
      {
        eventId: `demo-${d.id}`,
        deliveryId: d.id,
        emailId: d.id,
        report: bounced ? "bounced" : delayed ? "deferred" : "delivered",
        detail: bounced ? "the mailbox does not exist" : null,
        permanent: bounced,
        at: at.toString(),
      },
      { at },
    );
  }
}

type Answer = { state: string; note?: string; justification?: string; fixOn?: string; trackingId?: string };

/** Statements in every state; Thistle Labs says nothing, which is a state of its own. */
async function answers(directory: Directory, reference: string, leaves: Temporal.Instant): Promise<void> {
  const on = (daysLater: number) => leaves.add(days(daysLater)).toString().slice(0, 10);
  const people: [ContactViewer, number, Answer[]][] = [
    [
      await directory.priya(),
      14,
      [
        {
          state: "fix_ready",
          note: "Built and tested for both releases that we support.",
          fixOn: on(1),
          trackingId: "KES-4127",
        },
        {
          state: "not_affected",
          justification: "vulnerable_code_not_present",
          note: "We package 0.8.2 and later only.",
        },
      ],
    ],
    [
      await directory.leon(),
      52,
      [
        { state: "fix_in_progress", fixOn: on(3), trackingId: "OC-SEC-88" },
        {
          state: "deployed",
          note: "The cache was moved to a volume with a limit last year.",
          fixOn: on(-200),
        },
      ],
    ],
    [await directory.ines(), 190, [{ state: "affected", trackingId: "CI-311" }, { state: "investigating" }]],
    [
      await directory.anton(),
      600,
      [
        { state: "will_not_fix", note: "These sites run no guided decoding; we switched it off there." },
        { state: "not_looked" },
      ],
    ],
  ];
  for (const [who, minutes, says] of people) {
    const at = { at: leaves.add({ minutes }) };
    await answerTerms(who, { reference, answer: "accepted", termsVersion: "curfew-1" }, at);
    await recordSeen(who, { reference }, at);
    await acknowledge(who, { reference, version: 2 }, { at: leaves.add({ minutes: minutes + 6 }) });
    const { questions } = await vendorCase(who, reference);
    for (const [i, answer] of says.entries())
      await makeStatement(
        who,
        { reference, vulnerabilityId: questions[i]?.vulnerabilityId, number: 0, ...answer },
        { at: leaves.add({ minutes: minutes + 30 + i * 4 }) },
      );
  }
  // Read by a vendor that talked about it later.
  const wim = await directory.wim();
  const read = { at: leaves.add({ minutes: 240 }) };
  await answerTerms(wim, { reference, answer: "accepted", termsVersion: "curfew-1" }, read);
  await recordSeen(wim, { reference }, read);
}
