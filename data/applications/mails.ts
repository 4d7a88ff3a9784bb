import { and, count, eq, gt } from "drizzle-orm";
import type { ApplicationRow } from "@/data/applications/places";
import { groupOf } from "@/data/applications/visibility";
import { queueMail } from "@/data/sign-in/lane";
import { membersOf } from "@/data/teams/queries";
import type { Ctx } from "@/data/transaction";
import { applicationLinks, projects } from "@/db/schema";
import { type ApplicationMail, applicationMail } from "@/emails/application";
import { env } from "@/lib/env";
import { hashToken, newToken } from "@/lib/random";

/** How long it is worth handing a message over: less than a provider remembers our key. */
const WORTH_MINUTES = 22 * 60;
/** An address that did not ask for it gets no more than this many links a day. */
const LINKS_A_DAY = 3;
const LINK_DAYS = 7;
export const VOUCHER_DAYS = 30;

type About = Pick<ApplicationRow, "groupId"> & Partial<Pick<ApplicationRow, "id" | "organizationName">>;
type Kind = ApplicationMail["kind"];

async function send(ctx: Ctx, to: string, of: About, kind: Kind, path: string, days?: number): Promise<void> {
  const group = await groupOf(ctx, of.groupId);
  const [project] = await ctx.tx
    .select({ name: projects.name })
    .from(projects)
    .where(eq(projects.id, group.projectId));
  const { mail, url } = env();
  const message = await applicationMail(mail, to, {
    kind,
    project: project?.name ?? "",
    group: group.name,
    organization: of.organizationName ?? "",
    url: `${url}${path}`,
    ...(days ? { days } : {}),
  });
  await queueMail(ctx, { ...message, date: ctx.realNow.toString() }, WORTH_MINUTES);
}

/** Tells everybody who works on the project; whoever applies sees none of them. */
export const tellTeam = (ctx: Ctx, row: ApplicationRow, kind: "submitted" | "appealed"): Promise<void> =>
  ctx.everywhere(async () => {
    for (const { email } of await membersOf(ctx, row.projectId))
      await send(ctx, email, row, kind, `/applications/${row.id}`);
  });

/** Tells the applicant, where an address is known, that something waits behind the sign-in. */
export async function tellApplicant(
  ctx: Ctx,
  row: ApplicationRow,
  kind: "question" | "incomplete" | "decision",
): Promise<void> {
  if (row.email && row.userId) await send(ctx, row.email, row, kind, `/application/${row.id}`);
  else if (row.email) await sendLink(ctx, row, row.email, "follow_up");
}

/**
 * Sends an address the link with which it confirms itself. Only the link's hash is kept.
 * @returns whether one was sent: an address that was asked too often gets none, which nobody is told
 */
export const sendLink = (
  ctx: Ctx,
  of: About,
  email: string,
  kind: "confirm" | "follow_up",
): Promise<boolean> =>
  ctx.everywhere(async () => {
    const [recent] = await ctx.tx
      .select({ count: count() })
      .from(applicationLinks)
      .where(
        and(
          eq(applicationLinks.email, email),
          gt(applicationLinks.askedAt, ctx.realNow.subtract({ hours: 24 })),
        ),
      );
    if ((recent?.count ?? 0) >= LINKS_A_DAY) return false;
    const token = newToken();
    await ctx.tx.insert(applicationLinks).values({
      tokenHash: hashToken(token),
      groupId: of.groupId,
      email,
      askedAt: ctx.realNow,
      expiresAt: ctx.realNow.add({ hours: 24 * LINK_DAYS }),
    });
    await send(ctx, email, of, kind, `/apply/confirm?token=${token}`, LINK_DAYS);
    return true;
  });

export const sendVoucher = (ctx: Ctx, row: ApplicationRow, email: string, token: string): Promise<void> =>
  send(ctx, email, row, "voucher", `/vouch?token=${token}`, VOUCHER_DAYS);
