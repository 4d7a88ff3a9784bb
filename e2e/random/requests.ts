import fc from "fast-check";
import type { Ids } from "../break-in/words";
import { multipart } from "../support/http";
import { cookies, headers, query, segment, text } from "./values";

/** A request as it is written. */
export type Sent = { method: string; path: string; headers: Record<string, string>; body: string };

/** What is asked: a route, or an action by its id and a page that brings it along. */
export type Target = { route: string; action: string | null };

/** Names of fields that any form has, and some that none has. */
const FIELDS =
  "about affected answer appealId attribution base broughtBy channelId code contactId criterion cvss cwes datedOn deliveryId description destructionId details elsewhereLocal email file fileIds finding fixOn format from group id identifiers impact intent justification keepCaseId keepReason kind label link local mitigation name note number order over page pasted person prenotify projectId proposalId publicElsewhere q reason reasonCode record references returnTo revision role scope severity state submission subjectId summary termsVersion text theme tieId title to token told verdict website what where withdrawalId zone __proto__ $ACTION_KEY groupIds organizationIds";

/** What would pass each field by itself. */
const FITTING = {
  revision: "1",
  number: "0",
  base: "1",
  reason: "because it is so",
  told: "you were told",
  text: "words of some length",
  note: "words of some length",
  answer: "accepted",
  termsVersion: "curfew-1",
  what: "seen",
  where: "a list",
  name: "Name",
  title: "A title",
  email: "new@random.example",
  kind: "person",
  local: "2027-02-01T09:00",
  zone: "UTC",
  severity: "HIGH",
  prenotify: "no",
  state: "affected",
  finding: "leak",
  verdict: "met",
  fixOn: "2027-02-01",
  datedOn: "2026-01-01",
  publicElsewhere: "no",
  identifiers: "CVE-2027-12345",
  affected: "PyPI/vllm <1.0",
  record:
    '{"id":"X-1","modified":"2025-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"a","name":"b"}}]}',
};

/** A form: what fits and real ids of what is attacked, all or some, and odd values in the place of a few. */
export const fields = (ids: Ids): fc.Arbitrary<Record<string, string>> => {
  const fitting = {
    ...FITTING,
    ...ids,
    groupIds: ids["groupId"] ?? "",
    organizationIds: ids["organizationId"] ?? "",
  };
  const names = [...FIELDS.split(" "), ...Object.keys(fitting)];
  return fc
    .record({
      odd: fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 4 }),
      some: fc.subarray(Object.entries(fitting)),
      all: fc.boolean(),
      submission: fc.option(fc.uuid(), { nil: undefined }),
    })
    .map(({ odd, some, all, submission }) => ({
      ...(all ? fitting : Object.fromEntries(some)),
      ...(submission ? { submission } : {}),
      ...odd,
    }));
};

const path = (route: string, ids: Ids): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.array(segment, { minLength: 4, maxLength: 4 }),
      query,
    )
    .map(([real, odd, asked]) => {
      let at = 0;
      const found = route.replace(/\[(\w+)\]/g, (_, name: string) => {
        const id = ids[name] ?? Object.values(ids)[at] ?? "";
        at += 1;
        return real[at] ? id : (odd[at] ?? "");
      });
      return `${found}${asked}`;
    });

const ARGUMENTS = [
  '["$K1"]',
  "[]",
  "[null]",
  '["a",{"toString":1}]',
  '[{"passkey":{}},[]]',
  '[{"code":{}}]',
  '[5,"$undefined"]',
];
const REFERENCES = [
  "$F1",
  "$Q1",
  "$W1",
  "$@1",
  "$B1",
  "$R1",
  "$X1",
  "$T",
  "$1",
  "$0:0:0",
  "$n9",
  "$nx",
  "$D",
  "$i1",
  "$Z",
  "$-0",
];
const args: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom('[null,"$K1"]', '["$K1","$K1"]'), weight: 12 },
  { arbitrary: fc.constantFrom(...ARGUMENTS), weight: 3 },
  { arbitrary: fc.constantFrom(...REFERENCES).map((to) => JSON.stringify([to, { a: [to] }])), weight: 2 },
  { arbitrary: fc.json(), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      "",
      "[",
      '[{"__proto__":{"x":1}}]',
      "[".repeat(9000),
      `${"[".repeat(99)}${"]".repeat(99)}`,
    ),
    weight: 1,
  },
);

/** The body of a call, well made or broken somewhere, with the type that it says. */
function call(
  form: Record<string, string>,
  given: string,
  action: string,
  how: number,
): { type: string; body: string } {
  const named = (prefix: string) =>
    Object.fromEntries(
      Object.entries(form).map(([name, value]) => [`${prefix}${name.replaceAll('"', "")}`, value]),
    );
  const of = (all: Record<string, string>) => {
    const { headers: said, body } = multipart(all);
    return { type: said["content-type"] ?? "", body };
  };
  const byScript = of({ ...named("_1_"), "0": given });
  const bound = {
    $ACTION_REF_1: "",
    "$ACTION_1:0": `{"id":"${action}","bound":"$@1"}`,
    "$ACTION_1:1": given,
  };
  switch (how) {
    case 0:
      return { type: "text/plain;charset=UTF-8", body: given };
    case 1:
      return of({ ...named(""), ...bound });
    case 2:
      return of({ ...named(""), [`$ACTION_ID_${action}`]: "" });
    case 3:
      return { ...byScript, body: byScript.body.slice(0, byScript.body.length / 2) };
    case 4:
      return { ...byScript, type: "multipart/form-data; boundary=other" };
    case 5:
      return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() };
    case 6:
      return { type: "application/json", body: JSON.stringify(form) };
    default:
      return byScript;
  }
}

/** A request to the target by whoever holds the cookie. */
export function requestTo(target: Target, ids: Ids, cookie: string, base: string): fc.Arbitrary<Sent> {
  const action = target.action === null ? fc.constant(null) : actionId(target.action);
  return fc
    .record({
      path: path(target.route, ids),
      headers,
      cookies,
      form: fields(ids),
      given: args,
      how: fc.nat(24),
      action,
      posts: fc.boolean(),
      method: fc.oneof(
        { arbitrary: fc.constant(null), weight: 12 },
        { arbitrary: fc.constantFrom("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"), weight: 1 },
      ),
      origin: fc.oneof(
        { arbitrary: fc.constant(base), weight: 9 },
        { arbitrary: fc.constantFrom("null", "https://evil.example", ""), weight: 1 },
      ),
    })
    .map((drawn) => {
      const sent = { cookie: [cookie, drawn.cookies].filter(Boolean).join("; "), ...drawn.headers };
      if (target.action === null && !drawn.posts)
        return { method: drawn.method ?? "GET", path: drawn.path, headers: sent, body: "" };
      const { type, body } = call(drawn.form, drawn.given, target.action ?? "", drawn.how);
      const byForm = target.action === null || drawn.how === 1 || drawn.how === 2;
      return {
        method: drawn.method ?? "POST",
        path: drawn.path,
        headers: {
          "content-type": type,
          ...(byForm ? {} : { "next-action": drawn.action ?? "" }),
          origin: drawn.origin,
          ...sent,
        },
        body,
      };
    });
}

/** Mostly the true one: what is behind it is what is attacked. */
const actionId = (id: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(id), weight: 12 },
    {
      arbitrary: fc.constantFrom(
        "",
        "x",
        "0".repeat(42),
        "0".repeat(40),
        `${id}00`,
        id.toUpperCase(),
        "__proto__",
        "\xff",
      ),
      weight: 1,
    },
  );
