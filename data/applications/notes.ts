import { and, count, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { byApplicant, entryAbout } from "@/data/applications/apply";
import { textField, which } from "@/data/applications/fields";
import { tellApplicant } from "@/data/applications/mails";
import { type ApplicationRow, notePlace } from "@/data/applications/places";
import { requirePart, standingOf } from "@/data/applications/standing";
import { lockApplication } from "@/data/applications/visibility";
import { newId } from "@/data/audit";
import { byMember, command } from "@/data/command";
import type { Ctx } from "@/data/transaction";
import { applicationNotes } from "@/db/schema";
import { isOver } from "@/domain/application/decide";
import type { Applicant, Member, Viewer } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/** More than this in a day is noise, and gets lost. */
const NOTES_A_DAY = 20;

const byEither = (v: Viewer): v is Member | Applicant => byMember(v) || byApplicant(v);
const isMemberCtx = (ctx: Ctx<Member | Applicant>): ctx is Ctx<Member> => ctx.viewer.kind === "member";

/** A question of the team, or an answer of the applicant. The applicant is told that something waits; who asked is not said. */
export const writeNote = command(
  "application.note",
  z.object({ ...which, text: textField }),
  byEither,
  async (ctx, input) => {
    const row = await lockApplication(ctx, input.applicationId);
    if (row.state === "draft")
      throw refused("It is not submitted yet. Write what you want to say into the form.");
    if (isOver(row.state)) throw refused("It is over. Nothing was sent.");
    const from = isMemberCtx(ctx) ? "team" : "applicant";
    if (isMemberCtx(ctx)) requirePart(ctx, await standingOf(ctx, row));
    else await refuseFlood(ctx, row);
    const id = await writeDown(ctx, row.id, input.text);
    if (from === "team") await tellApplicant(ctx, row, "question");
    return { result: { noteId: id }, audit: [entryAbout(row, "application.noted", { from })] };
  },
);

/** Keeps a note, from the side that writes it. */
export async function writeDown(
  ctx: Ctx<Member | Applicant>,
  applicationId: string,
  text: string,
): Promise<string> {
  const id = newId();
  await ctx.tx.insert(applicationNotes).values({
    id,
    applicationId,
    from: isMemberCtx(ctx) ? "team" : "applicant",
    text: await ctx.seal(notePlace(id, "text"), text),
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  return id;
}

async function refuseFlood(ctx: Ctx, row: ApplicationRow): Promise<void> {
  const [recent] = await ctx.tx
    .select({ count: count() })
    .from(applicationNotes)
    .where(
      and(
        eq(applicationNotes.applicationId, row.id),
        eq(applicationNotes.from, "applicant"),
        gt(applicationNotes.at, ctx.now.subtract({ hours: 24 })),
      ),
    );
  if ((recent?.count ?? 0) >= NOTES_A_DAY)
    throw refused(`You wrote ${NOTES_A_DAY} times within a day. Wait for an answer, or until tomorrow.`);
}
