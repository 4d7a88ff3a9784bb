import { afterAll, describe, expect, test } from "vitest";
import { closeCase } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { endContact } from "@/data/organizations/contacts";
import { correctPerson, erasePerson } from "@/data/persons/commands";
import { exportPerson } from "@/data/persons/export";
import { listPersons, showPerson } from "@/data/persons/queries";
import { NO_PERSON, PERSON_COLUMNS } from "@/data/persons/registry";
import { answerTerms } from "@/data/readings/commands";
import { systemViewer } from "@/data/viewer";
import { keptBecause } from "@/domain/person";
import type { Policy } from "@/domain/policy/policy";
import { newToken } from "@/lib/random";
import { publish, RELEASE, send, told } from "@/tests/case";
import { ownDatabase } from "@/tests/own-database";
import { again, asAdmin } from "@/tests/project";
import { mailsTo } from "@/tests/signing-in";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, vllmPolicy, type World } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

const operator = systemViewer("cli");
const DAYS = 30;
const KEPT: Policy = {
  ...vllmPolicy(),
  retention: {
    confidentiality: null,
    deleteMaterial: null,
    keep: { case: DAYS, incident: null, application: null, messages: null },
  },
};
const CLOSED = RELEASE + 1;
const GONE = at(CLOSED + 24 * DAYS);
const rows = (text: string, values: string[] = []) => asOwner((sql) => sql.unsafe(text, values));

/** A case that an organization was told of, whose person accepted; closed, and the person's contact ended. */
async function past(policy = KEPT) {
  const w = await makeWorld(policy);
  const org = await makeOrg(w);
  const c = await told(w, [org]);
  const { reference } = c;
  await answerTerms(org.person, { reference, answer: "accepted", termsVersion: "curfew-1" }, at(25));
  await publish(w, c);
  for (const { id } of await rows("select id from notices where case_id = $1 and kind = 'lift'", [c.caseId]))
    await send(String(id), RELEASE + 0.1);
  const { revision } = await getCase(w.ada, reference);
  await closeCase(w.ada, { caseId: c.caseId, revision, reason: "done" }, at(CLOSED));
  const [contact] = await rows("select id from contacts where user_id = $1", [org.person.userId]);
  await end(w, org, String(contact?.["id"]));
  return { w, org, ...c, contactId: String(contact?.["id"]), admin: await asAdmin(w.cyd) };
}
const end = (w: World, org: Org, contactId: string) =>
  endContact(w.ada, { organizationId: org.id, contactId, reason: "left" }, at(CLOSED));

describe("the registry of what names a person", () => {
  test("has every column that refers to a user or contact, or sounds like a name or an address", async () => {
    const refers = await rows(`
      select k.conrelid::regclass::text || '.' || a.attname as place from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.confrelid in ('users'::regclass, 'contacts'::regclass)`);
    const sounds = await rows(`
      select c.table_name || '.' || c.column_name as place from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and (c.column_name ~ '(user|contact|email|address|actor|phone|person|(^|_)by$|(^|_)name$)')
        and c.data_type in ('text', 'uuid')`);
    const known = [...PERSON_COLUMNS.map((c) => `${c.table}.${c.column}`), ...NO_PERSON];
    const missing = [...refers, ...sounds].map((r) => String(r["place"])).filter((p) => !known.includes(p));
    expect(missing).toEqual([]);
  });

  test("names only columns that are there", async () => {
    const all = await rows(
      "select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'",
    );
    const there = all.map((r) => r["place"]);
    for (const c of PERSON_COLUMNS) expect(there).toContain(`${c.table}.${c.column}`);
    for (const c of NO_PERSON) expect(there).toContain(c);
  });
});

describe("an erasure", () => {
  test("is refused, with each reason and until when, while evidence must name the person", async () => {
    const { org, admin, w, reference } = await past();
    const id = org.person.userId;
    await expect(erasePerson(admin, { id }, at(CLOSED + 24))).rejects.toThrow(
      new RegExp(`${reference} .* must be able to prove .* Kept until`),
    );
    await expect(erasePerson(admin, { id: w.ada.userId }, GONE)).rejects.toThrow("A member of the team");
    const [row] = await rows("select name from users where id = $1", [id]);
    expect(row?.["name"]).toContain("Person");
  });

  test("is refused for good where the policy names no end", async () => {
    const { org, admin } = await past(vllmPolicy());
    await expect(erasePerson(admin, { id: org.person.userId }, at(99 * 24 * DAYS))).rejects.toThrow(
      "the policy names no end",
    );
  });

  test("is refused for a contact of today, and for one whose case has an open incident", async () => {
    const w = await makeWorld(KEPT);
    const org = await makeOrg(w);
    await expect(erasePerson(operator, { address: org.person.email })).rejects.toThrow(
      "The contact has to end first",
    );
    expect(
      keptBecause({
        erased: false,
        activeMember: false,
        contactOf: [],
        evidence: [{ name: "X-1", kept: "", past: true, openIncident: true }],
      }),
    ).toEqual([expect.stringContaining("open incident")]);
  });

  test("takes name and address out of every place, ends every session, and leaves the record whole", async () => {
    const { org, admin, contactId, caseId } = await past();
    const { userId, email } = org.person;
    await rows(
      "insert into sessions (token_hash, user_id, started_at, last_used_at, expires_at) values ($1, $2, now(), now(), now() + interval '1 hour')",
      [newToken(), userId],
    );
    await rows("insert into sign_in_mails (address, expires_at) values ($1, now())", [email]);
    await erasePerson(admin, { id: userId }, GONE);
    for (const c of PERSON_COLUMNS.filter((p) => p.by === "address"))
      expect(
        await rows(`select 1 from ${c.table} where ${c.column} = $1`, [email]),
        `${c.table}.${c.column}`,
      ).toHaveLength(0);
    const [user] = await rows("select name, email, erased_at from users where id = $1", [userId]);
    expect(user).toMatchObject({
      name: "Somebody whose data was erased",
      email: `erased-${userId}@erased.invalid`,
      erased_at: expect.anything(),
    });
    expect(await rows("select 1 from sessions where user_id = $1", [userId])).toHaveLength(0);
    const left = await rows("select address, payload, accepted_at from deliveries where contact_id = $1", [
      contactId,
    ]);
    expect(left.length).toBeGreaterThan(0);
    for (const d of left)
      expect(d).toMatchObject({
        address: `erased-${contactId}@erased.invalid`,
        payload: null,
        accepted_at: expect.anything(),
      });
    expect(
      await rows(`select 1 from consents where "by" = $1 and case_id = $2`, [userId, caseId]),
    ).toHaveLength(1);
    await expect(erasePerson(admin, { id: userId }, GONE)).rejects.toThrow("erased already");
    const [entry] = await rows("select facts from audit_entries where action = 'person.erased'");
    expect(JSON.stringify(entry)).not.toContain(email);
  });

  test("of one leaves everybody else as they are, also who shares the organization", async () => {
    const { w, org, admin } = await past();
    const others = () =>
      rows("select id, name, email from users where id <> $1 order by id", [org.person.userId]);
    const role = () => rows("select * from contacts where email = $1", [org.address]);
    const before = [await others(), await role()];
    await erasePerson(admin, { id: org.person.userId }, GONE);
    expect([await others(), await role()]).toEqual(before);
    expect(w.ada.name).toBe("Ada");
  });

  test("looks at evidence in projects that the admin does not work on, and does not name it", async () => {
    const { w, org, reference } = await past();
    await rows("update project_members set ended_at = now() where user_id = $1", [w.cyd.userId]);
    const outside = await again(w.cyd);
    expect(outside.projectIds).toEqual([]);
    const { kept } = await showPerson(outside, { id: org.person.userId });
    expect(kept.join()).toContain("A record that you do not see");
    expect(kept.join()).not.toContain(reference);
    await expect(erasePerson(outside, { id: org.person.userId }, at(CLOSED + 24))).rejects.toThrow(
      "Nothing was erased",
    );
  });
});

describe("a correction", () => {
  test("of a name shows wherever the person is named", async () => {
    const { org, admin } = await past();
    await correctPerson(admin, { id: org.person.userId, name: "Grace Right" });
    expect((await showPerson(admin, { id: org.person.userId })).person.name).toBe("Grace Right");
  });

  test("of an address is the operator's alone, ends every session, and never redirects a contact", async () => {
    const { w, org, admin } = await past();
    const newAddress = "new@team.example";
    await expect(correctPerson(admin, { id: w.ada.userId, newAddress })).rejects.toThrow(
      "no admin changes one alone",
    );
    await rows(
      "insert into sessions (token_hash, user_id, started_at, last_used_at, expires_at) values ($1, $2, now(), now(), now() + interval '1 hour')",
      [newToken(), w.ada.userId],
    );
    await correctPerson(operator, { address: w.ada.email, newAddress });
    expect(await rows("select 1 from sessions where user_id = $1", [w.ada.userId])).toHaveLength(0);
    // Both mailboxes are told: the old one may be all that its owner still reads.
    expect([await mailsTo(w.ada.email), await mailsTo(newAddress)]).toEqual([1, 1]);
    expect((await showPerson(operator, { address: newAddress })).person.userId).toBe(w.ada.userId);
    await expect(correctPerson(operator, { address: w.ben.email, newAddress })).rejects.toThrow("already");
    const current = await makeOrg(w);
    await expect(
      correctPerson(operator, { address: current.person.email, newAddress: "other@vendor.example" }),
    ).rejects.toThrow("a new mailbox has to confirm itself");
    expect(org.person.name).toContain("Person");
  });
});

describe("an export", () => {
  test("holds what the person did and was told, names nobody else, and no sealed text; it is on record", async () => {
    const { w, org, reference } = await past();
    await rows(
      "insert into linked_accounts (user_id, provider, subject, login, linked_at) values ($1, 'github', '4711', 'person-elsewhere', now())",
      [org.person.userId],
    );
    const { json } = await exportPerson(operator, { address: org.person.email });
    expect(json).toContain(org.person.email);
    expect(json).toContain("person-elsewhere");
    expect(JSON.parse(json)).toMatchObject({
      consents: [{ reference, answer: "accepted", terms: "curfew-1" }],
    });
    for (const other of [w.ada, w.ben, w.cyd]) {
      expect(json).not.toContain(other.email);
      expect(json).not.toContain(other.userId);
    }
    expect(json).not.toContain(org.address);
    expect(json).not.toContain("vLLM");
    const [entry] = await rows("select facts from audit_entries where action = 'person.exported'");
    expect(JSON.stringify(entry)).not.toContain(org.person.email);
  });
});

test("only an admin sees people's data, and only of the own team; to everybody else it does not exist", async () => {
  const { w, org, admin } = await past();
  const id = org.person.userId;
  const stranger = await asAdmin((await makeWorld()).ada);
  for (const viewer of [w.ada, stranger])
    for (const run of [
      () => showPerson(viewer, { id }),
      () => erasePerson(viewer, { id }),
      () => correctPerson(viewer, { id, name: "X" }),
      () => exportPerson(viewer, { id }),
    ])
      await expect(run()).rejects.toMatchObject({ code: "not_found" });
  await expect(listPersons(w.ada)).rejects.toMatchObject({ code: "not_found" });
  await expect(exportPerson(org.person, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(erasePerson(systemViewer("worker"), { id })).rejects.toMatchObject({ code: "not_found" });
  expect((await listPersons(admin)).humans.map((h) => h.id)).toContain(id);
  expect((await listPersons(stranger)).humans.map((h) => h.id)).not.toContain(id);
  await expect(showPerson(admin, { id: "not-an-id" })).rejects.toMatchObject({ code: "not_found" });
});
