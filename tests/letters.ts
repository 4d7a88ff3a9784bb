import { asOwner } from "@/tests/sql";

/** The kinds of message about its membership that an organization was sent, in order. */
export const noticesTo = (organizationId: string): Promise<string[]> =>
  asOwner(async (sql) => {
    const rows = await sql<{ kind: string }[]>`
      select n.kind from notices n join notice_organizations o on o.notice_id = n.id
      where o.organization_id = ${organizationId} and n.project_id is not null order by n.created_at`;
    return rows.map((r) => r.kind);
  });
