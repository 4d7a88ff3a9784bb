import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { count, noticeKind, noticeState } from "@/app/_lib/words";
import { DialogForm } from "@/components/dialog-form";
import { LinkButton } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { isEmbargoed } from "@/domain/case/state";
import { isOpenIncident } from "@/domain/incident/state";
import { stop, tell } from "../actions";
import { type Incident, idsOf } from "./_load";

/** What can be done at once: each needs one member, and none waits for the assessment. */
export function Now({ of }: { of: Incident }) {
  return (
    <Section title="Now" description="One member is enough to stop and to tell.">
      <ul className="rounded-lg border bg-surface">
        <Leaving of={of} />
        <Told of={of} />
        <Publish of={of} />
      </ul>
    </Section>
  );
}

const step = "grid gap-2 px-4 py-3 not-first:border-t sm:px-5";

function Hidden({ of }: { of: Incident }) {
  return Object.entries(idsOf(of)).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

function Leaving({ of }: { of: Incident }) {
  const { leaving } = of;
  if (leaving.length === 0)
    return (
      <li className={step}>
        <p className="font-medium">Nothing would still leave</p>
        <p className="text-ink-2">No notice of this case waits or is being sent.</p>
      </li>
    );
  return (
    <li className={step}>
      <p className="font-medium text-danger">{count(leaving.length, "notice")} would still leave</p>
      <ul className="text-ink-2">
        {leaving.map((n) => (
          <li key={n.id}>
            <TextLink href={`/cases/${of.reference}/notices/${n.id}`}>{noticeKind(n.kind)}</TextLink>:{" "}
            {noticeState(n.state).word.toLowerCase()}, <When at={n.sendAt} now={of.now} short />
          </li>
        ))}
      </ul>
      <DialogForm
        key={leaving.map((n) => n.id + n.state).join()}
        action={stop}
        submission={newSubmission()}
        size="md"
        align="start"
        variant="danger"
        trigger="Stop everything…"
        title="Stop everything that would still leave?"
        description="What has not left is cancelled, what is being sent is halted. What a transport accepted cannot be called back. Whoever is to be told later needs another notice."
        confirm="Stop everything"
        confirmVariant="danger"
        pendingLabel="Stopping…"
      >
        <Hidden of={of} />
      </DialogForm>
    </li>
  );
}

function Told({ of }: { of: Incident }) {
  const told = of.exposed.length;
  if (of.announcedAt)
    return (
      <li className={step}>
        <p className="font-medium">Everybody who was told knows of it</p>
        <p className="text-ink-2">
          Told <When at={of.announcedAt} now={of.now} short />.
        </p>
      </li>
    );
  if (!isEmbargoed(of.caseState) || !isOpenIncident(of.state)) return null;
  if (told === 0)
    return (
      <li className={step}>
        <p className="font-medium">Nobody has to be told</p>
        <p className="text-ink-2">No organization was told of this case.</p>
      </li>
    );
  return (
    <li className={step}>
      <p className="font-medium">
        {count(told, "organization")} {told === 1 ? "does" : "do"} not know that the embargo may not hold
      </p>
      <DialogForm
        action={tell}
        submission={newSubmission()}
        size="md"
        align="start"
        trigger="Tell everybody who was told…"
        title={`Tell ${count(told, "organization")} that the embargo may not hold?`}
        description="Paused and withdrawn ones too. It is sent once, at once, and says in a few neutral words:"
        confirm="Tell everybody who was told"
        pendingLabel="Telling…"
      >
        <Hidden of={of} />
        <ul className="grid list-disc gap-1 pl-5 text-ink-2">
          <li>Something about {of.reference} may have become known.</li>
          <li>It stays confidential until the team says otherwise: please say nothing.</li>
          <li>Whoever knows how it became known may tell the team, and it is not held against them.</li>
        </ul>
      </DialogForm>
    </li>
  );
}

function Publish({ of }: { of: Incident }) {
  if (!isEmbargoed(of.caseState)) return null;
  return (
    <li className={step}>
      <p className="font-medium">When it is out, publishing may help most</p>
      <p className="text-ink-2">Two members publish, also before the release instant.</p>
      <div>
        <LinkButton href={`/cases/${of.reference}/publish`}>Publish now…</LinkButton>
      </div>
    </li>
  );
}
