import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { bySystem, command } from "@/data/command";
import { queueMail } from "@/data/sign-in/lane";
import { endSessions, ofContact } from "@/data/sign-in/sessions";
import { type Ctx, read } from "@/data/transaction";
import { contactConfirmations, contacts, organizations, teams } from "@/db/schema";
import { CONFIRMATION_DAYS } from "@/domain/organization/contact";
import type { ContactViewer, Member, SystemViewer } from "@/domain/viewer";
import { confirmAddressMail } from "@/emails/confirm-address";
import { env } from "@/lib/env";
import { refused } from "@/lib/errors";
import { hashToken, newToken } from "@/lib/random";

/** A mailbox that did not ask for it gets no more than this many such messages a day. */
const ASKED_A_DAY = 3;
/** How long it is worth handing the message over: less than a provider remembers our key. */
const WORTH_MINUTES = 22 * 60;

type Organization = { id: string; name: string; teamId: string };

/** Sends a mailbox the link with which it confirms itself. Only the link's hash is kept. */
export async function askMailbox(
  ctx: Ctx<Member | ContactViewer>,
  organization: Organization,
  contact: { id: string; email: string },
): Promise<void> {
  const [recent] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(contactConfirmations)
    .where(
      and(
        eq(contactConfirmations.contactId, contact.id),
        gt(contactConfirmations.askedAt, ctx.realNow.subtract({ hours: 24 })),
      ),
    );
  if ((recent?.count ?? 0) >= ASKED_A_DAY)
    throw refused(
      `The mailbox was asked ${ASKED_A_DAY} times within a day. Wait until tomorrow, or ask for another address.`,
    );
  const token = newToken();
  await ctx.tx.insert(contactConfirmations).values({
    tokenHash: hashToken(token),
    contactId: contact.id,
    askedBy: ctx.viewer.userId,
    askedAt: ctx.realNow,
    expiresAt: ctx.realNow.add({ hours: 24 * CONFIRMATION_DAYS }),
  });
  const [team] = await ctx.tx
    .select({ name: teams.name })
    .from(teams)
    .where(eq(teams.id, organization.teamId));
  const { mail, url } = env();
  const message = await confirmAddressMail(mail, contact.email, {
    team: team?.name ?? "",
    organization: organization.name,
    link: `${url}/contact/confirm?token=${token}`,
    days: CONFIRMATION_DAYS,
  });
  await queueMail(ctx, { ...message, date: ctx.realNow.toString() }, WORTH_MINUTES);
}

const Token = z.object({ token: z.string().min(20).max(100) });

/** The open question behind a link; null when it ran out, was answered, or never was. */
async function question(ctx: Ctx, token: string) {
  const [row] = await ctx.tx
    .select({
      contactId: contacts.id,
      email: contacts.email,
      state: contacts.state,
      confirmedAt: contacts.confirmedAt,
      organizationId: organizations.id,
      organization: organizations.name,
      team: teams.name,
    })
    .from(contactConfirmations)
    .innerJoin(contacts, eq(contacts.id, contactConfirmations.contactId))
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .innerJoin(teams, eq(teams.id, organizations.teamId))
    .where(
      and(
        eq(contactConfirmations.tokenHash, hashToken(token)),
        isNull(contactConfirmations.usedAt),
        gt(contactConfirmations.expiresAt, ctx.realNow),
      ),
    );
  return row && row.state !== "ended" && row.confirmedAt === null ? row : null;
}

/** What a mailbox is asked, for the page with the buttons: looking answers nothing, so a scanner cannot confirm. */
export const confirmationQuestion = (viewer: SystemViewer, token: string) =>
  read(viewer, async (ctx) => {
    const found = await question(ctx, token);
    return found ? { email: found.email, organization: found.organization, team: found.team } : null;
  });

const gone = () =>
  refused(
    "This link was used already, or is too old. Ask the team to send you a new one; nothing was changed.",
  );

async function use(ctx: Ctx, token: string) {
  const [used] = await ctx.tx
    .update(contactConfirmations)
    .set({ usedAt: ctx.realNow })
    .where(
      and(
        eq(contactConfirmations.tokenHash, hashToken(token)),
        isNull(contactConfirmations.usedAt),
        gt(contactConfirmations.expiresAt, ctx.realNow),
      ),
    )
    .returning({ contactId: contactConfirmations.contactId });
  if (!used) throw gone();
  const [row] = await ctx.tx
    .select()
    .from(contacts)
    .where(eq(contacts.id, used.contactId))
    .for("no key update");
  if (!row || row.state === "ended" || row.confirmedAt) throw gone();
  return row;
}

/** The mailbox confirms that it belongs to the organization; a member still has to admit it. */
export const confirmContact = command("contact.confirm", Token, bySystem, async (ctx, { token }) => {
  const row = await use(ctx, token);
  await ctx.tx
    .update(contacts)
    .set({ confirmedAt: ctx.now, confirmedHow: "From its own mailbox" })
    .where(eq(contacts.id, row.id));
  return {
    result: { contactId: row.id },
    audit: [
      {
        stream: { type: "organization", id: row.organizationId },
        action: "contact.confirmed",
        facts: { contactId: row.id },
      },
    ],
  };
});

/** The mailbox says that it is no contact of the organization: it ends, and gets nothing more. */
export const disownContact = command("contact.disown", Token, bySystem, async (ctx, { token }) => {
  const row = await use(ctx, token);
  await ctx.tx
    .update(contacts)
    .set({ state: "ended", endedAt: ctx.now, endedBecause: "Its mailbox says that it is not theirs" })
    .where(eq(contacts.id, row.id));
  return {
    result: { contactId: row.id },
    audit: [
      {
        stream: { type: "organization", id: row.organizationId },
        action: "contact.disowned",
        facts: { contactId: row.id },
      },
      ...(await endSessions(ctx, ofContact(row.id))),
    ],
  };
});
