import { Temporal } from "temporal-polyfill";
import { placeholdersIn } from "@/domain/policy/lint/placeholders";
import type { Channel } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";
import { hrefOf, mailOf } from "@/domain/policy/targets";
import { isAfter } from "@/domain/time";

// The doors for reports as others are told of them: SECURITY.md and security.txt are handed on, and whoever follows one
// must reach somebody, in private.

/** A page of a repository or a tracker that everybody reads. */
const PUBLIC_PAGE =
  /^https?:\/\/(?:www\.)?(?:github|gitlab)\.[a-z]+\/[^/]+\/[^/]+\/?(?:(?:-\/)?(?:issues|discussions|wiki|pulls)\b.*)?$/i;
/** Kinds that keep a report private by what they are, where the text does not say. */
const PRIVATE_KINDS: readonly Channel["kind"][] = ["form", "platform", "bountyPlatform", "phone", "portal"];

/** Whether a report that is sent there arrives, and stays private. */
export function isPrivateDoor(c: Channel): boolean {
  const href = hrefOf(c.target);
  if (href === null || c.private === false || PUBLIC_PAGE.test(href)) return false;
  if (c.private === true) return true;
  return c.kind === "email" ? mailOf(c.target) !== null : PRIVATE_KINDS.includes(c.kind);
}

export type Exportable = { ok: true } | { ok: false; because: string };

/** Whether SECURITY.md and security.txt may be made of the policy; why not, in words. */
export function exportable(policy: Policy): Exportable {
  const [placeholder] = placeholdersIn(policy);
  if (placeholder)
    return { ok: false, because: `The policy still holds a placeholder: “${placeholder.says}”.` };
  const channels = policy.reporting?.channels ?? [];
  if (channels.length === 0) return { ok: false, because: "The policy names no way to report." };
  return channels.some(isPrivateDoor)
    ? { ok: true }
    : {
        ok: false,
        because: "The policy names no private door: no address or form where a report would stay private.",
      };
}

/** RFC 9116, 2.5.5 recommends less than a year. */
const MOST_DAYS = 364;

/**
 * When security.txt expires: as the document says, and at most 364 days after a member confirmed the doors last or the
 * version came into force, whichever is later. A longer time in the document does not lengthen it.
 */
export function expiresAt(
  policy: Policy,
  confirmedAt: Temporal.Instant | null,
  inForceSince: Temporal.Instant,
): Temporal.Instant {
  const from = confirmedAt && isAfter(confirmedAt, inForceSince) ? confirmedAt : inForceSince;
  const most = from.add({ hours: 24 * MOST_DAYS });
  const own = policy.reporting?.expires;
  const said = own ? Temporal.Instant.from(own) : null;
  return said && isAfter(most, said) ? said : most;
}

export type Exports = { ok: true; expires: Temporal.Instant } | { ok: false; because: string };

/** Whether files are made of a version, and when its security.txt expires. */
export function exportsOf(
  of: { policy: Policy; effectiveAt: Temporal.Instant },
  confirmedAt: Temporal.Instant | null,
): Exports {
  const may = exportable(of.policy);
  return may.ok ? { ok: true, expires: expiresAt(of.policy, confirmedAt, of.effectiveAt) } : may;
}
