import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { count } from "@/app/_lib/words";
import { DialogForm } from "@/components/dialog-form";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { type RetentionReport, retentionReport } from "@/data/retention/queries";
import { KEPT_KINDS, keepingWords, PROVIDER_LOG_DAYS, SIGN_IN_DAYS } from "@/domain/retention";
import { confirm, propose, takeBack } from "./actions";

export const metadata: Metadata = { title: "Kept" };

type Kept = RetentionReport["records"][number];

const ORDER = ["due", "until", "destroyed"] as const;

export default async function RetentionPage() {
  const viewer = await requireMember();
  const report = await retentionReport(viewer);
  // What has an end, the next decision first; the rest is said in one sentence.
  const ending = ORDER.flatMap((type) => report.records.filter((r) => r.keeping.type === type));
  const kept = (type: Kept["keeping"]["type"]) =>
    report.records.filter((r) => r.keeping.type === type).length;
  return (
    <Desk viewer={viewer}>
      <Page
        title="Kept"
        lead="What of your projects is kept, until when, and what destroys it. The policy of a project says how long; where it is silent, a record has no end."
      >
        {report.backupDays === null ? (
          <Callout tone="attention" title="Nobody can say when a destruction is complete">
            A destroyed key lives on in backups of the database. Whoever operates this portal says how long
            one lives with CURFEW_BACKUP_DAYS.
          </Callout>
        ) : null}
        <Section
          title="Cases and incidents"
          description="Each has a key of its own. Two members destroy it, never before its time: then no text of it can be read again, here or in any copy. Reference, code name, severity, states, instants, who was told and the record of what was done stay, and so does what was published."
        >
          <DataTable
            caption="Cases and incidents, and how long each is kept"
            columns={[
              { key: "what", header: "What" },
              { key: "project", header: "Project", hideBelow: "md" },
              { key: "how", header: "How it stands" },
              { key: "act", header: "Decide" },
            ]}
            rows={ending.map((r) => ({
              id: r.id,
              cells: {
                what: (
                  <TextLink
                    href={
                      r.kind === "case" ? `/cases/${r.reference}` : `/cases/${r.reference}/incidents/${r.id}`
                    }
                  >
                    {r.reference} {r.codeName}
                    {r.kind === "incident" ? ", incident" : ""}
                  </TextLink>
                ),
                project: r.project,
                how: keepingWords(r.keeping),
                act: <Decide of={r} />,
              },
            }))}
            empty="Nothing has an end yet."
          />
          <p className="text-ink-2">
            Kept beside these: {count(kept("no_end"), "record")} whose policy names no end, and{" "}
            {count(kept("running"), "record")} not closed yet.
          </p>
        </Section>
        <Section title="What ends by itself" description="The worker drops it; nobody has to decide.">
          <ul className="grid max-w-[70ch] gap-2">
            {report.messages.map((m) => (
              <li key={m.project}>
                {m.project}: the bytes of {count(m.kept, "sent message")}.{" "}
                {m.days === null
                  ? "Kept: the policy names no end."
                  : `Dropped ${m.days} days after ${KEPT_KINDS.messages.from}.`}
              </li>
            ))}
            <li>
              Letters, used links and answered forms of signing in: dropped after {SIGN_IN_DAYS} days. No
              policy speaks of them; the number is ours.
            </li>
          </ul>
        </Section>
        <Section
          title="What no key reaches"
          description="Copies outside this portal stay, whatever is destroyed here."
        >
          <ul className="grid max-w-[70ch] gap-2">
            <li>The mail that organizations were sent, and what they saved or printed.</li>
            <li>
              The mail provider’s log: {PROVIDER_LOG_DAYS} days. It holds addresses and neutral words, and
              nothing of a case.
            </li>
            <li>
              Backups of the database, with the key as it was.{" "}
              {report.backupDays === null
                ? "How long one lives is not set."
                : `One lives ${report.backupDays} days.`}
            </li>
            <li>Published advisories: they were meant to stay.</li>
          </ul>
        </Section>
      </Page>
    </Desk>
  );
}

function Decide({ of }: { of: Kept }) {
  const name = `${of.reference} ${of.codeName}`;
  if (of.proposal)
    return (
      <div className="grid justify-items-start gap-2">
        <p className="text-sm text-ink-2">
          Proposed by {of.proposal.by}. {of.proposal.mine ? "A different member confirms." : null}
        </p>
        {of.proposal.mine ? null : (
          <DialogForm
            action={confirm}
            submission={newSubmission()}
            align="start"
            trigger="Destroy its key…"
            title={`Destroy every text of ${name}?`}
            description="The key is gone at once and nobody can bring it back. What is left: reference, code name, severity, states, instants, who was told, and the record of what was done, without its notes."
            confirm="Destroy the key"
            confirmVariant="danger"
            pendingLabel="Destroying…"
          >
            <input type="hidden" name="destructionId" value={of.proposal.id} />
          </DialogForm>
        )}
        <DialogForm
          action={takeBack}
          submission={newSubmission()}
          align="start"
          variant="ghost"
          trigger="Take it back…"
          title={`Keep ${name}?`}
          description="Nothing is destroyed. It can be proposed again."
          confirm="Take it back"
        >
          <input type="hidden" name="destructionId" value={of.proposal.id} />
        </DialogForm>
      </div>
    );
  if (of.keeping.type !== "due") return null;
  return (
    <DialogForm
      action={propose}
      submission={newSubmission()}
      align="start"
      trigger="Propose to destroy it…"
      title={`Propose to destroy every text of ${name}?`}
      description="Nothing is destroyed yet. A different member confirms."
      confirm="Propose it"
      pendingLabel="Proposing…"
    >
      <input type="hidden" name="subjectId" value={of.id} />
    </DialogForm>
  );
}
