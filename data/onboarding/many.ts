import { z } from "zod";
import { confirmMembership } from "@/data/memberships/start";
import { type BoardRow, boardRows } from "@/data/onboarding/board";
import { groupOf } from "@/data/onboarding/group";
import { admitContact, askConfirmation } from "@/data/organizations/contacts";
import { read } from "@/data/transaction";
import { MISSING, type Missing } from "@/domain/organization/onboarding";
import type { Member } from "@/domain/viewer";
import { AppError, notFound, refused } from "@/lib/errors";
import { sha256, toHex } from "@/lib/sha256";

/** What can be done for many organizations at once; each is a command of its own, which decides by its own rules. */
export const MANY = ["ask", "admit", "confirm"] as const;
export type ForMany = (typeof MANY)[number];

/** More at once would keep whoever pressed the button waiting; the others come with the next press. */
export const MOST_AT_ONCE = 200;

export type ManyResult = { organizationId: string; name: string; ok: boolean; words: string };

type Options = { submission?: string };
type Act = { run: (options: Options) => Promise<unknown>; done: string };

const Group = z.object({ groupId: z.uuid() });
const Many = z.object({
  what: z.enum(MANY, "Choose what to do."),
  organizationIds: z.array(z.uuid()).max(5000).default([]),
  /** Instead of those chosen: all that the filter finds. */
  all: z.enum(MISSING).or(z.literal("any")).optional(),
});

/** What there is to do for an organization, or why nothing. */
function actsFor(viewer: Member, row: BoardRow, what: ForMany): Act[] | string {
  const { organizationId } = row;
  if (what === "confirm") {
    const { proposal } = row;
    if (!proposal) return "Its membership is confirmed already.";
    return [
      {
        run: (o) => confirmMembership(viewer, { proposalId: proposal.id }, o),
        done: "Its membership was confirmed.",
      },
    ];
  }
  const fits = row.contacts.filter(
    (c) => c.state === "proposed" && (what === "ask" ? !c.confirmed : c.confirmed),
  );
  if (fits.length === 0)
    return what === "ask"
      ? "It has no mailbox that still has to confirm itself."
      : "None of its contacts confirmed itself and waits.";
  return fits.map(({ id: contactId, email }) =>
    what === "ask"
      ? { run: (o) => askConfirmation(viewer, { organizationId, contactId }, o), done: `${email} was asked.` }
      : {
          run: (o) => admitContact(viewer, { organizationId, contactId }, o),
          done: `${email} was admitted.`,
        },
  );
}

/** An id for one command of a form, so that the form sent twice acts once: a version 8 UUID (RFC 9562). */
function partOf(submission: string, which: string): string {
  const hex = toHex(sha256(submission, which)).slice(0, 32);
  const set = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`;
  return set.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Does the same for many organizations of a group, one after the other in the order of their ids, each in a transaction of
 * its own: what one refuses stops no other, and every one has its result.
 * @throws AppError before the first, when the member has to confirm first that it is them
 */
export async function forMany(viewer: Member, input: unknown, options: Options = {}): Promise<ManyResult[]> {
  // Whether the group is theirs comes first: what was chosen tells nothing to whom it is hidden from.
  const of = Group.safeParse(input);
  if (!of.success) throw notFound();
  const rows = await read(
    viewer,
    async (ctx) => (await boardRows(ctx, await groupOf(ctx, of.data.groupId))).rows,
  );
  const parsed = Many.safeParse(input);
  if (!parsed.success)
    throw refused("Choose what to do, and at least one organization. Nothing was changed.");
  const { what, organizationIds, all } = parsed.data;
  const wanted = new Set(organizationIds);
  const fits = (r: BoardRow) => all === "any" || r.missing.includes(all as Missing);
  const chosen = rows
    .filter((r) => (all ? fits(r) : wanted.has(r.organizationId)))
    .sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1));
  if (chosen.length === 0) throw refused("Choose at least one organization. Nothing was changed.");
  const results: ManyResult[] = [];
  let acted = 0;
  for (const row of chosen) {
    const { organizationId, name } = row;
    const acts = actsFor(viewer, row, what);
    if (typeof acts === "string") {
      if (!all) results.push({ organizationId, name, ok: false, words: acts });
      continue;
    }
    acted += 1;
    if (acted > MOST_AT_ONCE) {
      results.push({
        organizationId,
        name,
        ok: false,
        words: `Left for the next time: ${MOST_AT_ONCE} at once.`,
      });
      continue;
    }
    for (const [i, act] of acts.entries()) {
      const submission = options.submission && partOf(options.submission, `${organizationId} ${i}`);
      const words = await tried(act, submission ? { submission } : {});
      results.push({ organizationId, name, ok: words === act.done, words });
    }
  }
  if (results.length === 0) throw refused("None of them needs this. Nothing was changed.");
  return results;
}

/** What became of one; a refusal is its result, and a person who has to confirm who they are is asked at once. */
async function tried(act: Act, options: Options): Promise<string> {
  try {
    await act.run(options);
    return act.done;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "step_up") throw error;
    return error.code === "not_found"
      ? "It is not there any more."
      : (Object.values(error.fields)[0] ?? error.message);
  }
}
