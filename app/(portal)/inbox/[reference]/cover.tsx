import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { answer } from "@/app/(portal)/inbox/[reference]/actions";
import { ActionForm } from "@/components/action-form";
import { EmbargoClock, type EmbargoClockProps } from "@/components/embargo-clock";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { Ref } from "@/components/ui/ref";
import { SubmitButton } from "@/components/ui/submit-button";
import type { vendorCase } from "@/data/readings/queries";
import { tlpMeaning } from "@/domain/consent/tlp";
import type { ContactViewer } from "@/domain/viewer";

type Case = Awaited<ReturnType<typeof vendorCase>>;
type CoverProps = {
  of: Case;
  viewer: ContactViewer;
  clock: EmbargoClockProps | null;
  zone: string | undefined;
};

/** What a vendor reads before it knows anything: whose it is, how long it is secret, and what is asked. */
export function Cover({ of, viewer, clock, zone }: CoverProps) {
  const declined = of.consent?.state === "declined" ? of.consent : null;
  return (
    <div className="grid gap-6">
      {of.consent?.state === "lapsed" ? (
        <Callout tone="attention" title="The embargo was revised: the terms are asked again">
          What {viewer.organizationName} accepted before stays on record and still binds it. Accept them for
          what holds now, and read on.
        </Callout>
      ) : null}
      {declined ? (
        <Callout title={`${viewer.organizationName} declined the terms`}>
          <When at={declined.at} zone={zone} short />. You see nothing of the text. You can still accept until
          the embargo ends.
        </Callout>
      ) : null}
      {clock ? <EmbargoClock {...clock} size="hero" /> : null}
      <Facts
        items={[
          {
            label: "Case",
            value: (
              <>
                {of.project} · <Ref>{of.reference}</Ref> {of.codeName}
              </>
            ),
          },
          {
            label: "Sharing",
            value: (
              <>
                <span className="font-medium">TLP:{of.tlp}</span>{" "}
                <span className="text-ink-2">{tlpMeaning(of.tlp)}</span>
              </>
            ),
          },
          ...(of.answerBy
            ? [{ label: "Answer by", value: <When at={of.answerBy} zone={zone} now={of.now} /> }]
            : []),
          {
            label: "Asked of you",
            value: `Accept or decline the terms for ${viewer.organizationName}. After you accept: read the advisory and acknowledge it.`,
          },
        ]}
      />
      <section aria-labelledby="terms" className="grid gap-3">
        <h2 id="terms" className="text-md font-semibold">
          The terms
        </h2>
        <div className="grid gap-3 rounded-lg border bg-surface px-5 py-4 text-md">
          {of.terms.text.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph} className="max-w-[70ch]">
              {paragraph}
            </p>
          ))}
        </div>
        <p className="text-sm text-ink-3">
          {of.terms.ours
            ? `The policy of ${of.project} has no terms of its own. This is Curfew’s neutral text, version ${of.terms.version}.`
            : `Terms of ${of.project}, version ${of.terms.version}.`}
        </p>
      </section>
      <ActionForm action={answer} submission={newSubmission()}>
        <input type="hidden" name="reference" value={of.reference} />
        <input type="hidden" name="termsVersion" value={of.terms.version} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="answer" value="accepted" pendingLabel="Accepting…">
            Accept for {viewer.organizationName} and read it
          </SubmitButton>
          {declined ? null : (
            <SubmitButton name="answer" value="declined" variant="secondary" pendingLabel="Declining…">
              Decline
            </SubmitButton>
          )}
        </div>
        <p className="text-sm text-ink-3">
          Your answer is kept with your name, {viewer.name}, the time and this text. Accepting cannot be taken
          back; declining can.
        </p>
      </ActionForm>
    </div>
  );
}
