import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { admit, contact, end } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormRadios, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import type { getOrganization } from "@/data/organizations/queries";
import { cn } from "@/lib/cn";

type Organization = Awaited<ReturnType<typeof getOrganization>>;
type Contact = Organization["contacts"][number];
type ContactsProps = { of: Organization; zone: string | undefined };

export function ContactList({ of, zone }: ContactsProps) {
  if (of.contacts.length === 0)
    return (
      <EmptyState title="No contact yet">
        Add the role address that its security team reads, then people who sign in.
      </EmptyState>
    );
  const running = of.contacts.filter((c) => c.state !== "ended");
  const ended = of.contacts.filter((c) => c.state === "ended");
  return (
    <ul className="rounded-lg border bg-surface">
      {[...running, ...ended].map((c) => (
        <Row key={`${c.id}${c.state}`} of={of} contact={c} zone={zone} />
      ))}
    </ul>
  );
}

function Row({ of, contact: c, zone }: ContactsProps & { contact: Contact }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 not-first:border-t">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={cn("font-medium", c.state === "ended" && "text-ink-3 line-through")}>
            {c.email}
          </span>
          {c.state === "proposed" ? <Badge tone="attention">Waits to be admitted</Badge> : null}
          {c.state === "ended" ? <Badge>Ended</Badge> : null}
        </p>
        <p className="text-ink-2">{c.kind === "role" ? "Role address, read by several" : c.name}</p>
        <History contact={c} zone={zone} />
      </div>
      {c.state === "ended" ? null : (
        <div className="flex flex-wrap items-start gap-2">
          {c.state === "proposed" ? <Admit of={of} contact={c} /> : null}
          <End of={of} contact={c} />
        </div>
      )}
    </li>
  );
}

function History({ contact: c, zone }: { contact: Contact; zone: string | undefined }) {
  return (
    <p className="max-w-[70ch] text-sm text-ink-3">
      {c.state === "proposed" ? (
        <>
          Added <When at={c.addedAt} zone={zone} short />. Nothing goes to it yet.
        </>
      ) : null}
      {c.state === "admitted" && c.admittedAt ? (
        <>
          Admitted by {c.admittedBy}, <When at={c.admittedAt} zone={zone} short />. {c.confirmedHow}.
        </>
      ) : null}
      {c.state === "ended" && c.endedAt ? (
        <>
          Ended <When at={c.endedAt} zone={zone} short />. {c.endedBecause}.
        </>
      ) : null}
    </p>
  );
}

function Ids({ of, contact: c }: { of: Organization; contact: Contact }) {
  return (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="contactId" value={c.id} />
    </>
  );
}

function Admit({ of, contact: c }: { of: Organization; contact: Contact }) {
  return (
    <DialogForm
      action={admit}
      submission={newSubmission()}
      trigger="Admit…"
      variant="primary"
      title={`Admit ${c.email}`}
      description={
        c.kind === "role"
          ? `From then on notices to ${of.name} go to this address.`
          : `From then on notices to ${of.name} go to this address, and ${c.name ?? "this person"} can sign in, accept and acknowledge for it.`
      }
      confirm="Admit this contact"
      pendingLabel="Admitting…"
    >
      <Ids of={of} contact={c} />
      <FormArea
        label="How was the address confirmed?"
        name="how"
        rows={3}
        maxLength={500}
        required
        hint="Such as: named on its security page, and answered from there."
      />
    </DialogForm>
  );
}

function End({ of, contact: c }: { of: Organization; contact: Contact }) {
  return (
    <DialogForm
      action={end}
      submission={newSubmission()}
      trigger="End contact…"
      variant="ghost"
      title={`End ${c.email} as a contact`}
      description={
        c.kind === "role"
          ? "Nothing more is sent to it. What was sent stays on record."
          : "Nothing more is sent to it, and its sign-in ends with its next request. What was sent and read stays on record."
      }
      confirm="End this contact"
      confirmVariant="danger"
      pendingLabel="Ending…"
    >
      <Ids of={of} contact={c} />
      <FormArea label="Reason" name="reason" rows={3} maxLength={1000} required />
    </DialogForm>
  );
}

export function AddContact({ of }: { of: Organization }) {
  return (
    <DialogForm
      key={of.contacts.length}
      action={contact}
      submission={newSubmission()}
      trigger="Add a contact…"
      title={`Add a contact of ${of.name}`}
      description="Nothing goes to it before a member admits it."
      confirm="Add this contact"
      pendingLabel="Adding…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
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
      />
    </DialogForm>
  );
}
