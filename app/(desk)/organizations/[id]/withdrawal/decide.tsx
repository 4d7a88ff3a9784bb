import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { takeBack, withdraw } from "@/app/(desk)/organizations/actions";
import { ActionForm } from "@/components/action-form";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { isEmbargoed } from "@/domain/case/state";
import { WITHDRAWAL_SCOPES } from "@/domain/organization/withdrawal";
import { askOne } from "@/domain/recusal";

type Proposal = InProject["withdrawals"][number];
type DecideProps = { of: Organization; project: InProject; proposal: Proposal; zone: string | undefined };

/** Exactly what a second member confirms, and what happens with it. */
export function Decide(props: DecideProps) {
  const { of, proposal: w, zone } = props;
  return (
    <>
      <Facts
        items={[
          {
            label: "Proposed",
            value: (
              <>
                by {w.proposedBy}, <When at={w.proposedAt} now={of.now} zone={zone} short />
              </>
            ),
          },
          { label: "Why", value: w.why },
          { label: "Reason, for the team", value: <Words text={w.reason} /> },
          { label: "May it return?", value: WITHDRAWAL_SCOPES[w.scope] },
          { label: "It will read", value: <Words text={w.told} /> },
          ...(w.channels.length > 0
            ? [
                {
                  label: "Other channels to close",
                  value: (
                    <ul>
                      {w.channels.map((c) => (
                        <li key={c.id} className="break-words">
                          {c.channel}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          ...(w.incidentId ? [{ label: "Incident", value: <Incident {...props} /> }] : []),
        ]}
      />
      <Effects {...props} />
      <Had {...props} />
      <Buttons {...props} />
    </>
  );
}

const Words = ({ text }: { text: string }) => <span className="break-words whitespace-pre-line">{text}</span>;

function Incident({ project, proposal }: DecideProps) {
  const found = project.incidents.find((i) => i.id === proposal.incidentId);
  if (!found) return <>Linked to an incident of {project.name}.</>;
  return (
    <TextLink href={`/cases/${found.reference}/incidents/${found.id}`}>
      Incident of {found.reference} {found.codeName}
    </TextLink>
  );
}

function Effects({ of, project, proposal: w }: DecideProps) {
  const groups = of.memberships.filter((m) => m.projectId === project.id && m.endedAt === null);
  const messages = project.onTheWay.reduce((sum, c) => sum + c.messages, 0);
  const closing = project.told.filter(
    (c) => isEmbargoed(c.state) && !w.kept.some((k) => k.reference === c.reference),
  );
  const refs = (all: readonly { reference: string; codeName: string }[]) =>
    all.map((c, i) => (
      <span key={c.reference}>
        {i > 0 ? ", " : ""}
        <Ref>{c.reference}</Ref> {c.codeName}
      </span>
    ));
  return (
    <Section title="What happens at once, when it is confirmed">
      <ul className="grid list-disc gap-1.5 pl-5 marker:text-ink-3">
        <li>
          {groups.length > 1 ? "Its memberships" : "Its membership"} in{" "}
          {groups.map((m) => m.group).join(" and ") || project.name} {groups.length > 1 ? "end" : "ends"}. It
          is told of nothing that leaves after that.
        </li>
        <li>
          {messages === 0
            ? "No message that invites it to read is on its way."
            : `${count(messages, "message")} that ${messages === 1 ? "invites" : "invite"} it to read ${messages === 1 ? "is" : "are"} stopped: ${project.onTheWay.map((c) => c.reference).join(", ")}.`}{" "}
          A message that a transport holds at that moment cannot be called back, and is recorded as such.
        </li>
        <li>
          {closing.length === 0
            ? "No running case is open to it."
            : closing.length === 1
              ? "Its contacts are signed out at once, and this running case answers them “not found”: "
              : "Its contacts are signed out at once, and these running cases answer them “not found”: "}
          {refs(closing)}
        </li>
        {w.kept.map((k) => (
          <li key={k.reference}>
            By exception <Ref>{k.reference}</Ref> {k.codeName} stays readable: {k.reason}
          </li>
        ))}
        <li>It is told by neutral mail that a decision waits on its own page. The mail says no more.</li>
        <li>
          It stays bound to what it was told, and goes on being told when a date moves, an embargo breaks or
          ends. Its own page shows what, and takes its answer.
        </li>
        <li>
          {w.scope === "future"
            ? "It may return: when it meets the criteria, a member can add it again. Nothing from before opens by that."
            : "It may not return to this project."}
        </li>
      </ul>
    </Section>
  );
}

function Had({ project, zone }: DecideProps) {
  return (
    <Section title="What it had">
      {project.told.length === 0 ? (
        <p className="text-ink-2">It was told of no case of {project.name}.</p>
      ) : (
        <ul className="grid gap-1.5">
          {project.told.map((c) => (
            <li key={c.id}>
              <TextLink href={`/cases/${c.reference}/vendors`}>
                <Ref>{c.reference}</Ref> {c.codeName}
              </TextLink>{" "}
              <span className="text-ink-2">
                {c.versions.map((n) => `v${n}`).join(", ")}
                {c.toldAt ? (
                  <>
                    , told <When at={c.toldAt} zone={zone} short />
                  </>
                ) : null}
                . {c.consent?.state === "accepted" ? `Accepted by ${c.consent.by}.` : "Terms not accepted."}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Buttons({ of, project, proposal: w }: DecideProps) {
  const ids = (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="withdrawalId" value={w.id} />
    </>
  );
  return (
    <div className="grid gap-4 border-t pt-5">
      {w.mine ? (
        <Callout title="You proposed it, so another member confirms it">
          {askOne(project.others.map((name) => ({ name })))} Until then nothing changes.
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-start gap-2">
        {w.mine ? null : (
          <ActionForm action={withdraw} submission={newSubmission()}>
            {ids}
            <SubmitButton variant="danger" pendingLabel="Withdrawing…">
              Withdraw {of.name} from {project.name}
            </SubmitButton>
          </ActionForm>
        )}
        <ActionForm action={takeBack} submission={newSubmission()}>
          {ids}
          <SubmitButton variant="secondary" pendingLabel="Taking it back…">
            Take the proposal back
          </SubmitButton>
        </ActionForm>
      </div>
    </div>
  );
}
