import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Organization } from "@/app/(desk)/organizations/[id]/load";
import { admit, ask, contact, end, keeper } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormRadios, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { cn } from "@/lib/cn";

type Contact = Organization["contacts"][number];
type ContactsProps = { of: Organization; zone: string | undefined };
type RowProps = { of: Organization; contact: Contact };

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
    <ul aria-label="Contacts" className="rounded-lg border bg-surface">
      {[...running, ...ended].map((c) => (
        <Row key={`${c.id}${c.state}${c.confirmedAt}${c.admin}`} of={of} contact={c} zone={zone} />
      ))}
    </ul>
  );
}

function Row({ of, contact: c, zone }: RowProps & { zone: string | undefined }) {
  const ready = c.state === "proposed" && c.confirmedAt !== null;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3 not-first:border-t">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span
            className={cn(
              "min-w-0 font-medium break-words",
              c.state === "ended" && "text-ink-3 line-through",
            )}
          >
            {c.email}
          </span>
          <State contact={c} />
          {c.admin ? <Badge>Keeps the entry</Badge> : null}
        </p>
        <p className="text-ink-2">{c.kind === "role" ? "Role address, read by several" : c.name}</p>
        <History contact={c} zone={zone} />
      </div>
      {c.state === "ended" ? null : (
        <div className="flex flex-wrap items-start gap-2">
          {ready ? <Admit of={of} contact={c} /> : null}
          {c.state === "proposed" && !ready ? <AskAgain of={of} contact={c} /> : null}
          {c.kind === "person" && c.state === "admitted" ? <Keeper of={of} contact={c} /> : null}
          <End of={of} contact={c} />
        </div>
      )}
    </li>
  );
}

function State({ contact: c }: { contact: Contact }) {
  if (c.state === "ended") return <Badge>Ended</Badge>;
  if (c.state === "admitted") return <Badge>Admitted</Badge>;
  if (c.confirmedAt) return <Badge tone="attention">Confirmed, waits to be admitted</Badge>;
  return <Badge>Waits for its mailbox</Badge>;
}

/** A sentence of its own, whether or not whoever wrote it ended it as one. */
const sentence = (words: string | null): string => (words ? `${words.replace(/\.+$/, "")}.` : "");

function History({ contact: c, zone }: { contact: Contact; zone: string | undefined }) {
  return (
    <p className="max-w-[70ch] text-sm text-ink-3">
      {c.state === "proposed" && !c.confirmedAt ? (
        <>
          Added <When at={c.addedAt} zone={zone} short />. Its mailbox was asked to confirm itself. Nothing
          else goes to it yet.
        </>
      ) : null}
      {c.state !== "ended" && c.confirmedAt ? (
        <>
          Confirmed <When at={c.confirmedAt} zone={zone} short />. {sentence(c.confirmedHow)}{" "}
        </>
      ) : null}
      {c.state === "proposed" && c.confirmedAt ? "Nothing goes to it before a member admits it." : null}
      {c.state === "admitted" && c.admittedAt ? (
        <>
          Admitted by {c.admittedBy}, <When at={c.admittedAt} zone={zone} short />.
        </>
      ) : null}
      {c.state === "ended" && c.endedAt ? (
        <>
          Ended <When at={c.endedAt} zone={zone} short />. {sentence(c.endedBecause)}
        </>
      ) : null}
    </p>
  );
}

function Ids({ of, contact: c }: RowProps) {
  return (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="contactId" value={c.id} />
    </>
  );
}

function Admit({ of, contact: c }: RowProps) {
  return (
    <DialogForm
      action={admit}
      submission={newSubmission()}
      trigger="Admit…"
      variant="primary"
      title={`Admit ${c.email}`}
      description={
        c.kind === "role"
          ? `Its mailbox confirmed itself. From now on notices to ${of.name} go to this address. Cases that run already stay closed to it until a second member agrees.`
          : `Its mailbox confirmed itself. From now on notices to ${of.name} go to this address, and ${c.name ?? "this person"} can sign in, accept and acknowledge for it. Cases that run already stay closed to it until a second member agrees.`
      }
      confirm="Admit this contact"
      pendingLabel="Admitting…"
    >
      <Ids of={of} contact={c} />
    </DialogForm>
  );
}

function Keeper({ of, contact: c }: RowProps) {
  const who = c.name ?? c.email;
  return (
    <DialogForm
      key={String(c.admin)}
      action={keeper}
      submission={newSubmission()}
      trigger={c.admin ? "Keeps the entry no more…" : "Let them keep the entry…"}
      variant="ghost"
      title={c.admin ? `${who} keeps the entry no more` : `Let ${who} keep the entry`}
      description={
        c.admin
          ? `${who} can still sign in, read and answer for ${of.name}, and end their own contact.`
          : `${who} may offer contacts and evidence of ${of.name}, which count once a member admitted or judged them, and end contacts at once.`
      }
      confirm={c.admin ? "Take it off" : "Let them keep it"}
      pendingLabel="Saving…"
    >
      <Ids of={of} contact={c} />
      <input type="hidden" name="admin" value={c.admin ? "false" : "true"} />
    </DialogForm>
  );
}

function AskAgain({ of, contact: c }: RowProps) {
  return (
    <DialogForm
      action={ask}
      submission={newSubmission()}
      trigger="Ask again…"
      title={`Ask ${c.email} again`}
      description="Its mailbox gets another message with a link to confirm itself. Links of earlier messages keep working until they run out."
      confirm="Send the message again"
      pendingLabel="Sending…"
    >
      <Ids of={of} contact={c} />
    </DialogForm>
  );
}

function End({ of, contact: c }: RowProps) {
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
          : "Nothing more is sent to it, and it is signed out at once. What was sent and read stays on record."
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
      description="Its mailbox is asked at once to confirm itself, by a message that names no case. Nothing else goes to it before a member admits it."
      confirm="Add it and ask its mailbox"
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
