import { Check, UserRound, X } from "lucide-react";
import { newSubmission } from "@/app/_lib/form";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { evidence } from "@/app/(desk)/organizations/actions";
import { verdictWord } from "@/app/(desk)/organizations/standing";
import { Found } from "@/components/criteria";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormRadios, FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import type { Standing } from "@/domain/policy/eligibility";
import { wallTime } from "@/domain/time";

type EvidenceProps = { of: Organization; project: InProject; decides: boolean };
type Asked = InProject["criteria"][number];

const ICONS = { met: Check, not_met: X, needs_person: UserRound };

/** `whole` for the criterion as a whole: there alone a missing judgement waits for somebody. */
export function Verdict({ of, whole = false }: { of: Standing; whole?: boolean | undefined }) {
  return (
    <Badge tone={whole && of === "needs_person" ? "attention" : "quiet"} icon={ICONS[of]}>
      {verdictWord(of)}
    </Badge>
  );
}

/** The policy's criteria as its text builds them, each with what a person found. */
export function Evidence({ of, project, decides }: EvidenceProps) {
  if (!project.found)
    return (
      <p className="text-ink-2">
        The policy of {project.name} names no criteria: two members decide about each membership.
      </p>
    );
  return (
    <Found
      of={project.found}
      beside={(node) => (node === project.found ? null : <Verdict of={node.standing} />)}
      leaf={(node) => {
        const found = project.criteria.find((c) => c.id === node.id);
        return found ? (
          <Proof
            key={found.evidence?.id ?? "none"}
            of={of}
            project={project}
            criterion={found}
            decides={decides}
            standing={node.standing}
            because={node.because}
          />
        ) : null;
      }}
    />
  );
}

const day = (at: Parameters<typeof wallTime>[0]) => wallTime(at, "UTC").split(",")[0];

function Proof({
  of,
  project,
  criterion,
  decides,
  standing,
  because,
}: EvidenceProps & { criterion: Asked; standing: Standing; because: string }) {
  const { evidence: held } = criterion;
  const offer = project.offers.find((o) => o.criterion === criterion.id);
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2">
          <span>{criterion.text}</span>
          <Verdict of={standing} />
        </p>
        {held ? (
          <>
            <p className="max-w-[70ch] break-words whitespace-pre-line text-ink-2">{held.note}</p>
            <p className="text-sm break-words text-ink-3">
              {held.link ? (
                <>
                  <a
                    href={held.link}
                    rel="noreferrer noopener nofollow"
                    className="text-accent underline decoration-accent-line underline-offset-3"
                  >
                    {held.link}
                  </a>
                  ,{" "}
                </>
              ) : null}
              of {day(held.datedAt)}. Judged by {held.by}, {day(held.at)}.
              {held.reviewBy ? ` To be renewed by ${day(held.reviewBy)}.` : ""}
            </p>
            {standing === held.verdict ? null : (
              <p className="text-sm text-ink-2">It needs a person again: {because}.</p>
            )}
          </>
        ) : (
          <p className="text-sm text-ink-3">No evidence yet.</p>
        )}
        {offer ? <Offered offer={offer} /> : null}
      </div>
      {decides ? <Record of={of} project={project} criterion={criterion} /> : null}
    </div>
  );
}

/** What the organization says shows it now; it counts for nothing before a member recorded a verdict. */
function Offered({ offer }: { offer: InProject["offers"][number] }) {
  return (
    <div className="mt-1 border-l pl-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-2">
        <Badge tone="attention">Offered, not looked at</Badge>
        <span className="text-ink-3">
          by {offer.by}, {day(offer.at)}, dated {day(offer.datedAt)}
        </span>
      </p>
      <p className="max-w-[70ch] break-words whitespace-pre-line text-ink-2">{offer.note}</p>
      {offer.link ? <p className="break-all text-ink-3">{offer.link}</p> : null}
    </div>
  );
}

function Record({ of, project, criterion }: Omit<EvidenceProps, "decides"> & { criterion: Asked }) {
  const replaces = criterion.evidence !== null;
  const offer = project.offers.find((o) => o.criterion === criterion.id);
  return (
    <DialogForm
      action={evidence}
      submission={newSubmission()}
      trigger={
        <>
          {replaces ? "Replace…" : "Record…"}
          <span className="sr-only"> evidence for: {criterion.text}</span>
        </>
      }
      variant={replaces ? "ghost" : "secondary"}
      title={criterion.text}
      description={`What shows whether ${of.name} meets this criterion of ${project.name}.${
        replaces ? " What was recorded before stays on record." : ""
      }`}
      confirm={replaces ? "Replace the evidence" : "Record the evidence"}
      pendingLabel="Recording…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
      <input type="hidden" name="criterion" value={criterion.id} />
      <FormRadios
        legend="Does it meet the criterion?"
        name="verdict"
        required
        options={[
          { value: "met", label: "Met" },
          { value: "not_met", label: "Not met" },
        ]}
      />
      <FormArea
        label="What it shows"
        name="note"
        rows={3}
        maxLength={2000}
        defaultValue={offer?.note}
        required
      />
      <FormText
        label="Link"
        name="link"
        type="url"
        defaultValue={offer?.link ?? undefined}
        required={false}
        maxLength={500}
        placeholder="https://vendor.example/security"
      />
      <FormText
        label="Dated"
        name="datedOn"
        type="date"
        defaultValue={offer?.datedAt.toString().slice(0, 10)}
        required
        max={of.now.toString().slice(0, 10)}
      />
      <FormText
        label="To be renewed by"
        hint="From that day on it shows nothing any more, and the organization is asked for newer evidence before. Empty: nobody needs to."
        name="reviewBy"
        type="date"
        required={false}
        min={of.now.toString().slice(0, 10)}
      />
    </DialogForm>
  );
}
