import { newSubmission } from "@/app/_lib/form";
import { contact, leave } from "@/app/(portal)/organization/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormRadios, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import type { ownOrganization } from "@/data/memberships/own";

type Own = Awaited<ReturnType<typeof ownOrganization>>;
type Contact = Own["contacts"][number];
type ContactsProps = { of: Own; selfId: string };

const COLUMNS: Column[] = [
  { key: "email", header: "Address" },
  { key: "who", header: "Who reads it" },
  { key: "state", header: "State" },
  { key: "end", header: "Change" },
];

/** Leaving is immediate; joining waits for the mailbox and for the team. */
export function OwnContacts({ of, selfId }: ContactsProps) {
  return (
    <Section
      id="contacts"
      title="Contacts"
      description={
        of.admin
          ? "You keep this list. Ending a contact is immediate; a new one gets nothing before its mailbox confirmed itself and the team admitted it."
          : "Messages go to each address that the team admitted. Whoever keeps the entry changes this list; you may end your own."
      }
      actions={of.admin ? <Add of={of} /> : null}
    >
      <DataTable
        caption={`Contacts of ${of.name}`}
        columns={COLUMNS}
        empty="No contact."
        rows={of.contacts.map((c) => ({
          id: c.id,
          cells: {
            email: <span className="break-words">{c.email}</span>,
            who: c.kind === "role" ? "Role address, read by several" : c.name,
            state: <State of={c} />,
            end: of.admin || c.id === selfId ? <End contact={c} self={c.id === selfId} /> : null,
          },
        }))}
      />
    </Section>
  );
}

function State({ of: c }: { of: Contact }) {
  if (c.state !== "admitted")
    return <Badge tone="attention">{c.confirmed ? "Waits for the team" : "Waits for its mailbox"}</Badge>;
  return (
    <span className="flex flex-wrap gap-1">
      <Badge>Admitted</Badge>
      {c.admin ? <Badge>Keeps the entry</Badge> : null}
    </span>
  );
}

function End({ contact: c, self }: { contact: Contact; self: boolean }) {
  return (
    <DialogForm
      action={leave}
      submission={newSubmission()}
      trigger={
        <>
          End… <span className="sr-only">{c.email}</span>
        </>
      }
      variant="ghost"
      title={self ? "End your own contact" : `End ${c.email}`}
      description={
        self
          ? "You are signed out at once and told of nothing more. What you accepted still binds you."
          : "Nothing more is sent to it, and whoever signed in with it is signed out at once. What was sent stays on record."
      }
      confirm={self ? "End my contact" : "End this contact"}
      confirmVariant="danger"
      pendingLabel="Ending…"
    >
      <input type="hidden" name="contactId" value={c.id} />
    </DialogForm>
  );
}

function Add({ of }: { of: Own }) {
  return (
    <DialogForm
      key={of.contacts.length}
      action={contact}
      submission={newSubmission()}
      trigger="Add a contact…"
      title={`Add a contact of ${of.name}`}
      description="Its mailbox is asked to confirm itself, by a message that names nothing. Then the team admits it."
      confirm="Add it and ask its mailbox"
      pendingLabel="Adding…"
    >
      <FormRadios
        legend="Kind"
        name="kind"
        required
        defaultValues={[of.contacts.some((c) => c.kind === "role") ? "person" : "role"]}
        options={[
          {
            value: "role",
            label: "Role address",
            hint: "A mailbox that several people read. It never signs in.",
          },
          { value: "person", label: "Named person", hint: "Signs in with this address, once admitted." },
        ]}
      />
      <FormText label="Address" name="email" type="email" maxLength={254} required />
      <FormText
        label="Name"
        name="name"
        maxLength={120}
        hint="Of the person. Leave it empty for a role address."
        required={false}
      />
    </DialogForm>
  );
}
