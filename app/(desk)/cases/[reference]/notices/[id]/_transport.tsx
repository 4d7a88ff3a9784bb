import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { deliveryState } from "@/app/_lib/words";
import { DialogForm } from "@/components/dialog-form";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import type { Board } from "@/data/deliveries/board";
import { isEmbargoed } from "@/domain/case/state";
import { mayAgreeTo } from "@/domain/organization/contact";
import { release } from "../actions";

type Row = Board["rows"][number];
type Sent = Row["deliveries"][number];
type Props = { board: Board; row: Row; of: Sent; reference: string };

/** What the transport said of one message, and what can be done about it where something is missing. */
export function Transport({ board, row, of, reference }: Props) {
  const waits = of.held && of.state === "planned";
  const said = deliveryState(of.state, of.accepted);
  const at = of.acceptedAt ?? (of.state === "queued" ? null : of.firstAttemptAt);
  const taken = of.state === "sent" || of.state === "delivered";
  const why = waits ? null : of.reason;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        {waits ? <Badge tone="attention">Held</Badge> : <Badge tone={said.tone}>{said.word}</Badge>}
        {at ? (
          <span className="text-sm text-ink-2">
            {taken ? null : of.acceptedAt ? "accepted " : "tried "}
            <When at={at} short />
          </span>
        ) : null}
      </p>
      {why ? <p className="max-w-[44ch] text-sm text-ink-2">{why}</p> : null}
      {waits ? <Held board={board} row={row} of={of} reference={reference} /> : null}
      {of.state === "deferred" && !of.accepted ? (
        <p className="text-sm text-ink-2">
          {of.attempts === 1 ? "Tried once" : `Tried ${of.attempts} times`}
          {of.nextTryAt && !board.stopped ? (
            <>
              , next <When at={of.nextTryAt} short />
            </>
          ) : null}
        </p>
      ) : null}
      <Mend of={of} />
    </>
  );
}

/** The way out of a gap: nothing is ever sent to a guessed address, so it leads to a person. */
function Mend({ of }: { of: Sent }) {
  const at = `/organizations/${of.organizationId}`;
  if (of.state === "bounced" || of.state === "suppressed")
    return (
      <p className="text-sm">
        <TextLink href={at}>Ask for another address</TextLink>
      </p>
    );
  if (of.state === "failed" || of.state === "unknown")
    return (
      <p className="text-sm">
        <TextLink href={at}>
          {of.state === "failed" ? "Look at its contacts" : "Ask it whether it arrived"}
        </TextLink>
      </p>
    );
  return null;
}

function Held({ board, row, of, reference }: Props) {
  if (!isEmbargoed(board.caseState))
    return <p className="text-sm text-ink-2">Nothing is secret any more, so there is nothing to agree to.</p>;
  const own = !mayAgreeTo(of, board.viewerId);
  return (
    <>
      <p className="max-w-[44ch] text-sm text-ink-2">
        Admitted after the approval.{" "}
        {own ? "You added or admitted it: another member agrees." : "A second member agrees to it."}
      </p>
      {own ? null : (
        <DialogForm
          key={of.id}
          action={release}
          submission={newSubmission()}
          align="start"
          trigger="Agree to this contact…"
          title={`Agree to ${of.address}`}
          description={`At once one neutral message leaves to it. Whoever signs in for ${row.organization} can then read this case.`}
          confirm="Agree, and send to it"
          pendingLabel="Agreeing…"
        >
          <input type="hidden" name="reference" value={reference} />
          <input type="hidden" name="noticeId" value={board.noticeId} />
          <input type="hidden" name="deliveryId" value={of.id} />
        </DialogForm>
      )}
    </>
  );
}
