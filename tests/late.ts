import { mailboxConfirms } from "@/data/demo/seeding";
import { addContact, admitContact } from "@/data/organizations/contacts";
import type { ContactViewer, Member } from "@/domain/viewer";
import { asOwner } from "@/tests/sql";
import { at, mint, type Org } from "@/tests/world";

/** A named contact whom one member adds and admits once the organization was told: held back from what runs. */
export async function lateContact(by: Member, org: Org, hours: number): Promise<ContactViewer> {
  const { contactId } = await addContact(
    by,
    { organizationId: org.id, kind: "person", email: `late-${org.address}`, name: "Late" },
    at(hours),
  );
  await mailboxConfirms(contactId, at(hours));
  await admitContact(by, { organizationId: org.id, contactId }, at(hours));
  const [row] = await asOwner(
    (sql) => sql<{ user_id: string }[]>`select user_id from contacts where id = ${contactId}`,
  );
  return (await mint(row?.user_id ?? "", { role: "contact", contactId })) as ContactViewer;
}
