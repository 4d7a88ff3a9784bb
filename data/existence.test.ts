import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { caseActivity } from "@/data/activity/queries";
import { getPublished, listVersions } from "@/data/advisories/queries";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { openFile, openSentFile } from "@/data/files/download";
import { listFiles, mayUpload } from "@/data/files/queries";
import { caseIncidents, getIncident } from "@/data/incidents/queries";
import { approveNotice } from "@/data/notices/approval";
import { audienceFor, getNotice, listNotices } from "@/data/notices/queries";
import { getOrganization } from "@/data/organizations/queries";
import { answerTerms, recordSeen } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { publicViewer } from "@/data/viewer";
import { connect } from "@/db/client";
import type { ContactViewer, Member } from "@/domain/viewer";
import { env } from "@/lib/env";
import { told } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { makeProject } from "@/tests/project";
import { makeOrg, makeWorld, omniPolicy, type World } from "@/tests/world";

// What is hidden and what never was go the same way: the same answer, after the same statements.

/** The statements that are sent while something runs, without their values. */
async function statements(work: () => Promise<unknown>): Promise<{ sent: string[]; answer: string }> {
  const { options } = (connect(env().databaseUrl) as unknown as { $client: { options: { debug: unknown } } })
    .$client;
  const sent: string[] = [];
  options.debug = (_: unknown, query: string) => sent.push(query);
  const answer = await work().then(
    (found) => JSON.stringify(found).replaceAll(/"now":"[^"]*"/g, ""),
    (error: { code?: string; message: string }) => `${error.code} ${error.message}`,
  );
  options.debug = false;
  return { sent, answer };
}

type Hidden = { reference: string; noticeId: string; versionId: string; organizationId: string };
let hidden: Hidden;
let never: Hidden;
let w: World;
let foreign: Member;
let stranger: ContactViewer;
let withdrawn: ContactViewer;

beforeAll(async () => {
  w = await makeWorld();
  const orgs = [await makeOrg(w), await makeOrg(w), await makeOrg(w)] as const;
  const c = await told(w, [orgs[0], orgs[2]]);
  await withdraw(w, orgs[2], 30);
  const [version] = (await listVersions(w.ada, c.reference)).versions;
  hidden = {
    reference: c.reference,
    noticeId: c.noticeId,
    versionId: version?.id ?? "",
    organizationId: orgs[0].id,
  };
  const prefix = c.reference.replace(/-[^-]+$/, "");
  never = {
    reference: `${prefix}-ZZZZZ`,
    noticeId: randomUUID(),
    versionId: randomUUID(),
    organizationId: randomUUID(),
  };
  const other = await makeWorld();
  await makeProject(other, omniPolicy(), [other.ada]);
  foreign = other.ada;
  stranger = orgs[1].person;
  withdrawn = orgs[2].person;
});

const FOR_MEMBERS: Record<string, (viewer: Member, of: Hidden) => Promise<unknown>> = {
  "the page of a case": (v, of) => getCase(v, of.reference),
  "its advisory": (v, of) => listVersions(v, of.reference),
  "its notices": (v, of) => listNotices(v, of.reference),
  "a notice": (v, of) => getNotice(v, of.reference, of.noticeId),
  "who would be told": (v, of) => audienceFor(v, of.reference),
  "its incidents": (v, of) => caseIncidents(v, of.reference),
  "an incident": (v, of) => getIncident(v, of.reference, of.noticeId),
  "its activity": (v, of) => caseActivity(v, of.reference),
  "its files": (v, of) => listFiles(v, of.reference),
  "a place for a file": (v, of) => mayUpload(v, of.reference),
  "a file": (v, of) => openFile(v, { reference: of.reference, id: of.noticeId }, false),
  "an organization": (v, of) => getOrganization(v, of.organizationId),
  "a search by its reference": (v, of) => listCases(v, { text: of.reference }),
  "an approval": (v, of) => approveNotice(v, { noticeId: of.noticeId, revision: 1, versionId: of.versionId }),
};
const FOR_VENDORS: Record<string, (viewer: ContactViewer, of: Hidden) => Promise<unknown>> = {
  "an advisory": (v, of) => vendorCase(v, of.reference),
  "its reading": (v, of) => recordSeen(v, { reference: of.reference }),
  "an answer to its terms": (v, of) =>
    answerTerms(v, { reference: of.reference, answer: "accepted", termsVersion: "curfew-1" }),
  "a file of it": (v, of) => openSentFile(v, { reference: of.reference, id: of.noticeId }),
};

async function same(look: (of: Hidden) => Promise<unknown>): Promise<void> {
  const [one, two] = [await statements(() => look(hidden)), await statements(() => look(never))];
  expect(one.answer.replaceAll(hidden.reference, "REF")).toBe(two.answer.replaceAll(never.reference, "REF"));
  expect(one.sent.length).toBeGreaterThan(0);
  expect(one.sent).toEqual(two.sent);
}

describe("hidden and absent get the same answer after the same statements", () => {
  test.each(Object.keys(FOR_MEMBERS))("for a member of another team's project: %s", async (what) => {
    await same((of) => FOR_MEMBERS[what]?.(foreign, of) ?? Promise.resolve());
  });

  test.each(Object.keys(FOR_VENDORS))("for a vendor that was not told: %s", async (what) => {
    await same((of) => FOR_VENDORS[what]?.(stranger, of) ?? Promise.resolve());
  });

  test.each(Object.keys(FOR_VENDORS))("for a vendor that was withdrawn: %s", async (what) => {
    await same((of) => FOR_VENDORS[what]?.(withdrawn, of) ?? Promise.resolve());
  });

  test("for everybody: an advisory that is not public yet", async () => {
    await same((of) => getPublished(publicViewer(), of.reference));
  });
});

test("a vendor that was not told has the same inbox, whether there is a case or not", async () => {
  const before = await statements(() => inbox(stranger));
  const orgs = [await makeOrg(w)];
  await told(w, orgs);
  const after = await statements(() => inbox(stranger));
  expect(after.answer).toBe(before.answer);
  expect(after.sent).toEqual(before.sent);
});
