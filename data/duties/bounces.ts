import { and, countDistinct, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { policiesInForce } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import {
  cases,
  contacts,
  deliveries,
  mailReports,
  memberships,
  notices,
  organizations,
  pauses,
  projects,
} from "@/db/schema";
import type { Duty } from "@/domain/duties";
import { bounceRule } from "@/domain/policy/bounces";
import type { Member } from "@/domain/viewer";

/**
 * Mailboxes that refused for good as often as the policy says (P44), where it leaves the rest to a member: to look, or to
 * pause the organization. Nothing is paused by itself (product.md, Settled details).
 */
export async function bounceDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const policies = await policiesInForce(ctx, ctx.viewer.projectIds);
  const asked = [...policies].flatMap(([projectId, { policy }]) => {
    const rule = bounceRule(policy);
    return rule.action === "endContact" ? [] : [{ projectId, ...rule }];
  });
  if (asked.length === 0) return [];
  const ofProject = sql<string>`coalesce(${cases.projectId}, ${notices.projectId})`;
  const rows = await ctx.tx
    .select({
      projectId: ofProject,
      project: projects.name,
      organizationId: organizations.id,
      organization: organizations.name,
      contactId: contacts.id,
      state: contacts.state,
      endedAt: contacts.endedAt,
      bounces: countDistinct(deliveries.id),
    })
    .from(mailReports)
    .innerJoin(deliveries, eq(deliveries.id, mailReports.deliveryId))
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .leftJoin(cases, eq(cases.id, deliveries.caseId))
    .innerJoin(projects, sql`${projects.id} = ${ofProject}`)
    .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(
      and(
        eq(mailReports.report, "bounced"),
        eq(mailReports.permanent, true),
        inArray(
          projects.id,
          asked.map((a) => a.projectId),
        ),
      ),
    )
    .groupBy(ofProject, projects.name, organizations.id, contacts.id)
    .orderBy(organizations.name);
  const open: Duty[] = [];
  for (const r of rows) {
    const rule = asked.find((a) => a.projectId === r.projectId);
    if (!rule || r.bounces < rule.hardBounces) continue;
    const due = rule.action === "duty" ? r.state === "admitted" : await stillActive(ctx, r);
    if (!due) continue;
    open.push({
      id: `bounced-${r.projectId}-${r.contactId}`,
      tone: "attention",
      text:
        rule.action === "duty"
          ? `${r.organization}: a mailbox refused for good, and its contact is still admitted`
          : `${r.organization}: the policy of ${r.project} has it paused, since a mailbox refused for good`,
      detail:
        rule.action === "duty"
          ? "Ask for another address, and end this contact"
          : "Pause it until another address is confirmed",
      due: null,
      urgent: rule.action === "suspend",
      action: {
        href: `/organizations/${r.organizationId}`,
        label: rule.action === "duty" ? "Look" : "Pause",
      },
    });
  }
  return open;
}

type Row = { projectId: string; organizationId: string; endedAt: Temporal.Instant | null };

/** Active in the project, and not paused since the contact ended. */
async function stillActive(ctx: Ctx, of: Row): Promise<boolean> {
  if (!of.endedAt) return false;
  const [active] = await ctx.tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, of.organizationId),
        eq(memberships.projectId, of.projectId),
        eq(memberships.state, "active"),
        isNull(memberships.endedAt),
      ),
    )
    .limit(1);
  const [paused] = await ctx.tx
    .select({ id: pauses.id })
    .from(pauses)
    .where(
      and(
        eq(pauses.organizationId, of.organizationId),
        eq(pauses.projectId, of.projectId),
        gt(pauses.at, of.endedAt),
      ),
    )
    .limit(1);
  return active !== undefined && paused === undefined;
}
