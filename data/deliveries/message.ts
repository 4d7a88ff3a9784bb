import { eq } from "drizzle-orm";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { cases, type deliveries, notices, organizations, projects } from "@/db/schema";
import { type CaseMessage, isAboutCase, type NoticeKind } from "@/domain/notice/messages";
import { inUtc } from "@/domain/time";
import { membershipMail } from "@/emails/membership";
import { noticeMail } from "@/emails/notice";
import { env } from "@/lib/env";
import type { OutgoingMail } from "@/lib/mail";

type Row = typeof deliveries.$inferSelect;

/** The neutral message of a delivery. It is written once, from plain columns alone: no embargoed word is even read (rule 7). */
export async function messageFor(ctx: Ctx, row: Row): Promise<OutgoingMail> {
  const mail = row.caseId ? await ofCase(ctx, row, row.caseId) : await ofMembership(ctx, row);
  return { ...mail, id: row.id, date: ctx.now.toString() };
}

async function ofCase(ctx: Ctx, row: Row, caseId: string) {
  const [found] = await ctx.tx
    .select({
      policyId: cases.policyId,
      reference: cases.reference,
      codeName: cases.codeName,
      tlp: cases.tlp,
      releaseAt: cases.releaseAt,
      project: projects.name,
      organization: organizations.name,
    })
    .from(cases)
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .innerJoin(organizations, eq(organizations.id, row.organizationId))
    .where(eq(cases.id, caseId));
  if (!found) throw new Error("a delivery without its case");
  const { policyId, releaseAt, ...plain } = found;
  const release =
    releaseAt && (await governing(ctx, { policyId })).prenotification?.mailSaysDate ? inUtc(releaseAt) : null;
  const kind = caseKind(row.kind);
  return noticeMail(env().mail, row.address, { ...plain, kind, release, url: urlFor(kind, plain.reference) });
}

/**
 * Where a message leads. What goes to withdrawn organizations too leads to their own page, which stays open to them:
 * a case's page would answer that it does not exist.
 */
function urlFor(kind: NoticeKind, reference: string): string {
  const { url } = env();
  if (kind === "lift") return `${url}/advisories/${reference}`;
  return kind === "date_moved" || kind === "broken" ? `${url}/organization` : `${url}/inbox/${reference}`;
}

function caseKind(kind: NoticeKind): CaseMessage {
  if (!isAboutCase(kind)) throw new Error(`a ${kind} message is not about a case`);
  return kind;
}

async function ofMembership(ctx: Ctx, row: Row) {
  const [found] = await ctx.tx
    .select({ project: projects.name, organization: organizations.name })
    .from(notices)
    .innerJoin(projects, eq(projects.id, notices.projectId))
    .innerJoin(organizations, eq(organizations.id, row.organizationId))
    .where(eq(notices.id, row.noticeId));
  const { kind } = row;
  if (!found || isAboutCase(kind)) throw new Error("a message about a membership without its project");
  // The answer to a drill is given where cases wait; everything else is read on the organization's own page.
  const page = kind === "drill" ? "inbox" : "organization";
  return membershipMail(env().mail, row.address, { kind, ...found, url: `${env().url}/${page}` });
}
