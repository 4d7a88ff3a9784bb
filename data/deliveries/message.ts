import { eq } from "drizzle-orm";
import { policyOf } from "@/data/projects/queries";
import type { Ctx } from "@/data/transaction";
import { cases, type deliveries, organizations, projects } from "@/db/schema";
import { inUtc } from "@/domain/time";
import { noticeMail } from "@/emails/notice";
import { env } from "@/lib/env";
import type { OutgoingMail } from "@/lib/mail";

/** The neutral message of a delivery. It is written once, from plain columns alone: no embargoed word is even read (rule 7). */
export async function messageFor(ctx: Ctx, row: typeof deliveries.$inferSelect): Promise<OutgoingMail> {
  const [found] = await ctx.tx
    .select({
      projectId: cases.projectId,
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
    .where(eq(cases.id, row.caseId));
  if (!found) throw new Error("a delivery without its case");
  const { projectId, reference, codeName, tlp, releaseAt, project, organization } = found;
  const release = releaseAt && (await policyOf(ctx, projectId)).mailSaysDate ? inUtc(releaseAt) : null;
  const url =
    row.kind === "lift" ? `${env().url}/advisories/${reference}` : `${env().url}/inbox/${reference}`;
  const mail = await noticeMail(row.address, {
    kind: row.kind,
    project,
    reference,
    codeName,
    tlp,
    organization,
    url,
    release,
  });
  return { ...mail, id: row.id, date: ctx.now.toString() };
}
