import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { DeliveryBoard } from "@/components/delivery-board";
import { DialogForm } from "@/components/dialog-form";
import { Live } from "@/components/live";
import type { Tone } from "@/components/tone";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { type Board, versionOf } from "@/data/deliveries/board";
import { isEmbargoed } from "@/domain/case/state";
import { urgency } from "@/domain/delivery/board";
import { invitesToRead } from "@/domain/notice/messages";
import { halt, remind } from "../actions";
import { People } from "./_people";
import { Transport } from "./_transport";

type Props = { board: Board; reference: string };

/** What became of each message, and what people did: gaps first, drawn again by itself when something changes. */
export function DeliverySection({ board, reference }: Props) {
  const asks = invitesToRead(board.kind);
  return (
    <>
      <Stopped board={board} />
      <Section
        title="Delivery"
        description={
          <>
            <p aria-live="polite" className="text-ink">
              {board.line}.
            </p>
            <Live href={`/cases/${reference}/notices/${board.noticeId}/version`} version={versionOf(board)} />
          </>
        }
        actions={<Remind board={board} reference={reference} />}
      >
        <DeliveryBoard
          caption="Organizations, their contacts, what the transport said and what people did"
          rows={board.rows.map((row) => ({
            id: row.organizationId,
            tone: toneOf(row),
            organization: (
              <TextLink href={`/organizations/${row.organizationId}`}>{row.organization}</TextLink>
            ),
            contacts: row.deliveries.map((d) => ({
              id: d.id,
              contact: (
                <>
                  <Ref>{breakable(d.address)}</Ref>
                  <span className="block text-sm text-ink-3">
                    {d.kind === "role" ? "Role address" : "Person"}
                    {d.contactState === "ended" ? ", ended since" : ""}
                  </span>
                </>
              ),
              transport: <Transport board={board} row={row} of={d} reference={reference} />,
            })),
            people: asks ? <People row={row} now={board.now} /> : undefined,
          }))}
        />
        {asks ? (
          <p className="text-sm text-ink-3">
            Silent means reached, and nobody did anything for {board.silence.hours} hours
            {board.silence.ours ? " (our default: the policy names no time)" : " (by the policy)"}.
          </p>
        ) : null}
      </Section>
    </>
  );
}

/** An address that has to be broken is broken before its domain. */
function breakable(address: string) {
  const at = address.lastIndexOf("@");
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}

/** By the order in which the rows come: a gap, what waits, who is silent. */
function toneOf(row: Board["rows"][number]): Tone | undefined {
  const place = urgency(row);
  return place === 0 ? "danger" : place === 1 || place === 2 || place === 4 ? "attention" : undefined;
}

function Stopped({ board: { stopped, state } }: { board: Board }) {
  if (!stopped || state !== "sending") return null;
  return (
    <Callout
      tone="danger"
      title="No mail leaves: the queue is stopped"
      action={<LinkButton href="/mail">See why, and let it go on</LinkButton>}
    >
      {stopped.because}. Since <When at={stopped.at} short />. What was not accepted waits, and nothing is
      lost.
    </Callout>
  );
}

function Remind({ board, reference }: Props) {
  const silent = board.rows.filter((r) => r.mayRemind);
  if (silent.length === 0 || board.kind !== "prenotification" || !isEmbargoed(board.caseState)) return null;
  return (
    <DialogForm
      key={silent.map((r) => r.organizationId).join()}
      action={remind}
      submission={newSubmission()}
      size="md"
      trigger={`Remind ${silent.length} silent…`}
      title={`Remind ${count(silent.length, "silent organization")}`}
      description={`One neutral message to each contact that the notice reached: ${silent.map((r) => r.organization).join(", ")}. It says nothing new, so it needs no approval.`}
      confirm={`Remind ${count(silent.length, "organization")}`}
      pendingLabel="Reminding…"
    >
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="noticeId" value={board.noticeId} />
    </DialogForm>
  );
}

/** Stopping needs only one member (rule 3). */
export function Halt({ board, reference }: Props) {
  if (board.state !== "sending" || board.kind !== "prenotification") return null;
  const messages = board.rows.flatMap((r) => r.deliveries);
  const gone = messages.filter((d) => d.accepted).length;
  return (
    <DialogForm
      key={board.state}
      action={halt}
      submission={newSubmission()}
      size="md"
      trigger="Halt the sending…"
      title="Halt the sending?"
      description={`${count(messages.length, "message")}: ${gone} ${gone === 1 ? "was" : "were"} accepted and cannot be called back. What has not left is stopped for good; whoever is to get it later needs another notice.`}
      confirm="Halt the sending"
      confirmVariant="danger"
      pendingLabel="Halting…"
    >
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="noticeId" value={board.noticeId} />
    </DialogForm>
  );
}
