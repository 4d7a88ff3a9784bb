import type { Temporal } from "temporal-polyfill";
import { exportable, isPrivateDoor } from "@/domain/policy/doors";
import type { Channel } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";
import { hrefOf, pageOf } from "@/domain/policy/targets";

export type SecurityTxt = {
  policy: Policy;
  /** Where this very file stands, and where the policy is read. */
  canonical: string;
  policyUrl: string;
  expires: Temporal.Instant;
};
export type Written = { ok: true; text: string } | { ok: false; because: string };

/** security.txt of a policy (RFC 9116). Only what is a URI of the right kind becomes a field: no text of a policy adds a line. */
export function securityTxt({ policy, canonical, policyUrl, expires }: SecurityTxt): Written {
  const may = exportable(policy);
  if (!may.ok) return may;
  const doors = inOrder(policy.reporting?.channels.filter(isPrivateDoor) ?? []);
  const contacts = doors.flatMap((c) => contactOf(c) ?? []);
  if (contacts.length === 0)
    return {
      ok: false,
      because:
        "security.txt takes https, mail and telephone alone, and no private door of the policy is one.",
    };
  const languages = (policy.reporting?.languages ?? []).filter((l) => /^[A-Za-z0-9-]{2,60}$/.test(l));
  const fields: [string, string | null][] = [
    ...once(contacts).map((uri): [string, string] => ["Contact", uri]),
    ["Expires", expires.toString({ smallestUnit: "second" })],
    ...once(doors.flatMap((c) => keyOf(c) ?? [])).map((uri): [string, string] => ["Encryption", uri]),
    ["Preferred-Languages", languages.length > 0 ? languages.join(", ") : null],
    ["Canonical", secure(canonical)],
    ["Policy", secure(policyUrl)],
  ];
  return {
    ok: true,
    text: fields.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\n`])).join(""),
  };
}

/** In the order of the policy, which is the order of preference (2.5.3); single persons and what is urgent come last. */
const inOrder = (doors: readonly Channel[]): Channel[] => {
  const rank = (c: Channel) => Number(c.urgent) * 2 + Number(c.personal);
  return [...doors].sort((a, b) => rank(a) - rank(b));
};

const secure = (target: string | null): string | null => {
  const page = pageOf(target);
  return page?.startsWith("https:") ? page : null;
};

const contactOf = ({ target }: Channel): string | null => {
  const href = hrefOf(target);
  return href?.startsWith("http:") ? null : href;
};

/** Where a key is, as a URI (2.5.4); words about it are none. */
function keyOf({ encryption }: Channel): string | null {
  const text = encryption?.trim() ?? "";
  return /^(?:openpgp4fpr:[0-9a-f]{32,64}|dns:[a-z0-9._-]{1,253}(?:\?type=[a-z0-9]{1,20})?)$/i.test(text)
    ? text
    : secure(encryption);
}

const once = (all: readonly string[]): string[] => [...new Set(all)];
