import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { channelClosed } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { WITHDRAWAL_SCOPES } from "@/domain/organization/withdrawal";

type WithdrawnProps = { of: Organization; project: InProject; zone: string | undefined };
type Withdrawal = InProject["withdrawals"][number];

/** The withdrawals that were confirmed, newest first: why, how it may return, and what is still to be closed. */
export function Withdrawn({ of, project, zone }: WithdrawnProps) {
  return (
    <div className="grid gap-4">
      {project.withdrawals
        .filter((w) => w.state === "confirmed")
        .map((w) => (
          <Facts key={w.id} items={factsOf({ of, project, zone }, w)} />
        ))}
    </div>
  );
}

function factsOf({ of, zone }: WithdrawnProps, w: Withdrawal) {
  return [
    {
      label: "Withdrawn",
      value: (
        <>
          {w.confirmedAt ? <When at={w.confirmedAt} zone={zone} short /> : null}. Proposed by {w.proposedBy},
          confirmed by {w.confirmedBy}.
        </>
      ),
    },
    { label: "Why", value: `${w.why}. ${w.reason}` },
    { label: "May it return?", value: WITHDRAWAL_SCOPES[w.scope] },
    { label: "It reads", value: <span className="whitespace-pre-line">{w.told}</span> },
    ...(w.kept.length > 0
      ? [
          {
            label: "Left readable",
            value: w.kept.map((k) => (
              <p key={k.reference}>
                <TextLink href={`/cases/${k.reference}`}>
                  <Ref>{k.reference}</Ref>
                </TextLink>{" "}
                {k.codeName}: {k.reason}
              </p>
            )),
          },
        ]
      : []),
    ...(w.channels.length > 0
      ? [{ label: "Other channels", value: <Channels of={of} withdrawal={w} zone={zone} /> }]
      : []),
  ];
}

type ChannelsProps = { of: Organization; withdrawal: Withdrawal; zone: string | undefined };

function Channels({ of, withdrawal, zone }: ChannelsProps) {
  return (
    <ul className="grid gap-2">
      {withdrawal.channels.map((c) => (
        <li key={`${c.id}${c.doneAt}`} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <span className="min-w-0 flex-1 basis-60 break-words">
            {c.channel}{" "}
            {c.doneAt ? (
              <Badge>
                Closed <When at={c.doneAt} zone={zone} short />
              </Badge>
            ) : (
              <Badge tone="danger">Still open</Badge>
            )}
          </span>
          {c.doneAt ? null : (
            <DialogForm
              action={channelClosed}
              submission={newSubmission()}
              trigger="Say that it is closed…"
              title="Is this channel closed?"
              description={`Curfew cannot look there. Say so once ${of.name} has no access through it any more.`}
              confirm="Confirm that it is closed"
              pendingLabel="Confirming…"
            >
              <input type="hidden" name="organizationId" value={of.id} />
              <input type="hidden" name="channelId" value={c.id} />
              <p className="font-medium break-words">{c.channel}</p>
            </DialogForm>
          )}
        </li>
      ))}
    </ul>
  );
}
