import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { entryAbout } from "@/data/applications/apply";
import { tokenField, which } from "@/data/applications/fields";
import { sendVoucher, VOUCHER_DAYS } from "@/data/applications/mails";
import { voucherPlace } from "@/data/applications/places";
import { refuseDecided, requirePart, standingOf } from "@/data/applications/standing";
import { lockApplication } from "@/data/applications/visibility";
import { newId } from "@/data/audit";
import { byMember, bySystem, command } from "@/data/command";
import { optionalField } from "@/data/organizations/fields";
import { governing } from "@/data/policies/in-force";
import { addressField, nameField } from "@/data/teams/commands";
import { type Ctx, read } from "@/data/transaction";
import { applications, applicationVouchers, groups, projects } from "@/db/schema";
import { registeredIn } from "@/domain/application/alike";
import { isOver } from "@/domain/application/decide";
import type { SystemViewer } from "@/domain/viewer";
import { invalidField, refused } from "@/lib/errors";
import { hashToken, newToken } from "@/lib/random";

/** More is no vouching but a campaign. */
const VOUCHERS_AT_MOST = 20;

const Ask = z.object({
  ...which,
  name: nameField,
  email: addressField,
  organization: optionalField(120),
});

/**
 * Asks somebody by mail whether they speak for the applicant (P11). Nobody speaks for themselves; where the policy wants
 * somebody independent, nobody of the applicant's own domain does. Who did not answer may be asked again once the link ran out.
 */
export const askVoucher = command("application.ask_voucher", Ask, byMember, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const standing = await standingOf(ctx, row);
  requirePart(ctx, standing);
  await refuseDecided(ctx, row);
  if (standing.addresses.includes(input.email))
    throw invalidField("email", "This is an address of the applicant: nobody vouches for themselves.");
  const domain = registeredIn(input.email.split("@").at(-1) ?? "");
  const own = standing.addresses.map((a) => registeredIn(a.split("@").at(-1) ?? ""));
  if (standing.policy.application?.vouching?.independent && domain !== null && own.includes(domain))
    throw invalidField(
      "email",
      "The policy wants somebody independent of the applicant. Ask somebody elsewhere.",
    );
  const asked = await ctx.tx
    .select()
    .from(applicationVouchers)
    .where(eq(applicationVouchers.applicationId, row.id));
  const before = asked.find((v) => v.email === input.email);
  const token = newToken();
  const fresh = {
    name: input.name,
    organization: input.organization,
    tokenHash: hashToken(token),
    askedBy: ctx.viewer.userId,
    askedAt: ctx.now,
    expiresAt: ctx.realNow.add({ hours: 24 * VOUCHER_DAYS }),
  };
  if (before?.answeredAt) throw invalidField("email", "They answered already.");
  if (before && before.expiresAt.epochMilliseconds > ctx.realNow.epochMilliseconds)
    throw invalidField("email", "They were asked already, and the link still holds.");
  if (!before && asked.length >= VOUCHERS_AT_MOST)
    throw refused(`At most ${VOUCHERS_AT_MOST} people are asked.`);
  const id = before?.id ?? newId();
  if (before)
    await ctx.tx.update(applicationVouchers).set(fresh).where(eq(applicationVouchers.id, before.id));
  else
    await ctx.tx
      .insert(applicationVouchers)
      .values({ id, applicationId: row.id, email: input.email, ...fresh });
  await sendVoucher(ctx, row, input.email, token);
  return {
    result: { voucherId: id },
    audit: [entryAbout(row, "application.voucher_asked", { voucherId: id })],
  };
});

const open = (ctx: Ctx, token: string) =>
  and(
    eq(applicationVouchers.tokenHash, hashToken(token)),
    isNull(applicationVouchers.answeredAt),
    gt(applicationVouchers.expiresAt, ctx.realNow),
  );

/** What somebody is asked to vouch for; null for a link that ran out, was answered, or never was. Looking answers nothing. */
export const voucherQuestion = (viewer: SystemViewer, token: string) =>
  read(viewer, async (ctx) => {
    const [row] = await ctx.tx
      .select({
        name: applicationVouchers.name,
        applicant: applications.organizationName,
        website: applications.website,
        state: applications.state,
        policyId: applications.policyId,
        group: groups.name,
        project: projects.name,
      })
      .from(applicationVouchers)
      .innerJoin(applications, eq(applications.id, applicationVouchers.applicationId))
      .innerJoin(groups, eq(groups.id, applications.groupId))
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(open(ctx, token));
    if (!row || isOver(row.state)) return null;
    const { policyId, state: _, ...question } = row;
    return { ...question, asks: (await governing(ctx, { policyId })).application?.vouching ?? null };
  });

const Answer = z.object({
  token: tokenField,
  vouches: z.enum(["yes", "no"], "Say yes or no."),
  text: z.string().trim().max(5000, "At most 5000 characters.").default(""),
});

/** The answer of somebody who was asked, once, in their words. */
export const vouch = command("application.vouch", Answer, bySystem, async (ctx, input) => {
  const [row] = await ctx.tx
    .select({ voucher: applicationVouchers, application: applications })
    .from(applicationVouchers)
    .innerJoin(applications, eq(applications.id, applicationVouchers.applicationId))
    .where(open(ctx, input.token))
    .for("no key update");
  if (!row || isOver(row.application.state))
    throw refused(
      "This link was answered already, is too old, or the application is over. Nothing was changed.",
    );
  const { voucher, application } = row;
  await ctx.tx
    .update(applicationVouchers)
    .set({
      vouches: input.vouches,
      text: await ctx.seal(voucherPlace(voucher.id, "text"), input.text),
      answeredAt: ctx.now,
    })
    .where(eq(applicationVouchers.id, voucher.id));
  const { id: voucherId } = voucher;
  return {
    result: { voucherId },
    audit: [entryAbout(application, "application.vouched", { voucherId, vouches: input.vouches })],
  };
});
