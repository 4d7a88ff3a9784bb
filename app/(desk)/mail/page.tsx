import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { Panel } from "@/components/panel";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { queueState } from "@/data/deliveries/queue";
import { health } from "@/data/health/queries";
import { currentStop } from "@/data/stops/queries";
import { env } from "@/lib/env";
import { goOn, resume, stop as stopAll } from "./actions";

export const metadata: Metadata = { title: "Mail" };

type Queue = Awaited<ReturnType<typeof queueState>>;

export default async function MailPage() {
  const viewer = await requireMember();
  const [queue, stop, { worker }, zone] = await Promise.all([
    queueState(viewer),
    currentStop(viewer),
    health(),
    readerZone(),
  ]);
  const { demo, mail } = env();
  const account = demo !== null || mail.resend !== null;
  return (
    <Desk viewer={viewer}>
      <Page width="reading" title="Mail" lead="Whether messages leave, and what holds them.">
        <State queue={queue} stopped={stop !== null} worker={worker} account={account} />
        <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
          <Facts
            items={[
              ...(queue.stopped
                ? [
                    { label: "Why", value: queue.stopped.because },
                    {
                      label: "Since",
                      value: <When at={queue.stopped.at} now={queue.realNow} zone={zone} />,
                    },
                    {
                      label: "Goes on by itself",
                      value: queue.stopped.resumesAt ? (
                        <When at={queue.stopped.resumesAt} now={queue.realNow} zone={zone} />
                      ) : (
                        "No: it waits for a person"
                      ),
                    },
                  ]
                : []),
              {
                label: "Waiting to leave",
                value: queue.waiting > 0 ? `${count(queue.waiting, "message")} of your cases` : "No message",
              },
              ...(demo
                ? [
                    {
                      label: "Where it goes",
                      value: (
                        <>
                          To <TextLink href="/demo/mail">the demo’s mailbox</TextLink>, and nowhere else
                        </>
                      ),
                    },
                  ]
                : []),
              {
                label: "Sign-in mail",
                value: account
                  ? "Leaves at once, on a lane of its own, whatever holds the other messages."
                  : "Does not leave either: whoever operates this portal can print a sign-in link on the terminal.",
              },
            ]}
          />
        </div>
        <Panel>
          {stop ? (
            <>
              <p className="max-w-[70ch] text-ink-2">
                Whatever waits is checked again before it leaves, so that nothing goes to an organization that
                was paused or withdrawn meanwhile.
              </p>
              <ActionForm action={goOn} submission={newSubmission()}>
                <div>
                  <SubmitButton pendingLabel="Letting it go on…">Let sending go on</SubmitButton>
                </div>
              </ActionForm>
            </>
          ) : (
            <>
              <p className="max-w-[70ch] text-ink-2">
                One member may stop everything that leaves, of every project. It takes nothing back that a
                provider accepted. Sign-in mail goes on.
              </p>
              <DialogForm
                action={stopAll}
                submission={newSubmission()}
                align="start"
                trigger="Stop everything that leaves…"
                title="Stop everything that leaves?"
                description="Notices and messages wait until a member, or the operator, lets them go on. Every member sees it on every page."
                confirm="Stop sending"
                confirmVariant="danger"
                pendingLabel="Stopping…"
              >
                <FormArea name="reason" label="Why" hint="Every member reads it." rows={3} required />
              </DialogForm>
            </>
          )}
        </Panel>
        {queue.stopped ? (
          <Panel>
            <p className="max-w-[70ch] text-ink-2">
              Mend first what the provider refuses, such as a key that ended. If it refuses again, the queue
              stops again, and no message is lost or sent twice.
            </p>
            <ActionForm action={resume} submission={newSubmission()}>
              <div>
                <SubmitButton pendingLabel="Letting it go on…">Let the queue go on</SubmitButton>
              </div>
            </ActionForm>
          </Panel>
        ) : null}
      </Page>
    </Desk>
  );
}

type StateProps = { queue: Queue; stopped: boolean; worker: boolean; account: boolean };

function State({ queue, stopped, worker, account }: StateProps) {
  if (stopped) return null;
  if (!account)
    return (
      <Callout tone="danger" title="No mail leaves: no account is configured">
        Messages wait until whoever operates this portal sets one. Nothing is lost.
      </Callout>
    );
  if (!worker)
    return (
      <Callout tone="danger" title="No mail leaves: the worker does not run">
        Messages wait until it runs again. Nothing is lost.
      </Callout>
    );
  if (queue.stopped)
    return (
      <Callout tone="danger" title="No mail leaves: the provider refuses the account">
        What was not accepted waits, and nothing is lost.
      </Callout>
    );
  return <Callout title="Mail leaves">The worker runs, and nothing holds the queue.</Callout>;
}
