import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { confirmReading } from "@/app/(portal)/inbox/[reference]/actions";
import { Statements } from "@/app/(portal)/inbox/[reference]/statements";
import { ActionForm } from "@/components/action-form";
import { AdvisoryView } from "@/components/advisory-view";
import { EmbargoClock, type EmbargoClockProps } from "@/components/embargo-clock";
import { Digest, FileList } from "@/components/file-parts";
import { HandlingTable } from "@/components/handling";
import { SeverityBadge } from "@/components/severity-badge";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { SubmitButton } from "@/components/ui/submit-button";
import type { vendorCase } from "@/data/readings/queries";
import { tlpMeaning } from "@/domain/consent/tlp";
import type { ContactViewer } from "@/domain/viewer";
import { cn } from "@/lib/cn";

type Readable = Extract<Awaited<ReturnType<typeof vendorCase>>, { severity: unknown }>;
type ReadProps = {
  of: Readable;
  viewer: ContactViewer;
  clock: EmbargoClockProps | null;
  zone: string | undefined;
};

/** The advisory as it was sent to the reader's organization, under the line that says to whom. */
export function Content({ of, viewer, clock, zone }: ReadProps) {
  const { content } = of;
  const isPublic = of.publishedAt !== null;
  return (
    <div className="grid gap-8">
      <div className="grid gap-4 rounded-lg border bg-surface px-4 py-4 sm:px-5">
        {clock ? <EmbargoClock {...clock} size="header" /> : null}
        {isPublic ? null : (
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t pt-3">
            <span className="rounded bg-ink px-1.5 font-mono text-sm font-medium text-canvas">
              TLP:{of.tlp}
            </span>
            <span className="text-ink-2">{tlpMeaning(of.tlp)}</span>
          </p>
        )}
        <p
          className={cn(
            "flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1",
            isPublic && "border-t pt-3",
          )}
        >
          <span>
            For <strong className="font-semibold">{viewer.organizationName}</strong>, read by you (
            {viewer.name})
          </span>
          <span className="flex items-baseline gap-2 text-ink-2">
            {of.severity ? <SeverityBadge label={of.severity} /> : null}
            <Ref>v{content.number}</Ref>
          </span>
        </p>
      </div>
      {isPublic ? (
        <Callout
          tone="public"
          title="This case is public: you are no longer asked to keep it confidential"
          action={<TextLink href={`/advisories/${of.reference}`}>The published advisory</TextLink>}
        />
      ) : null}
      {isPublic ? null : (
        <section aria-labelledby="may-we" className="grid gap-2">
          <h2 id="may-we" className="text-md font-semibold">
            May we…
          </h2>
          <HandlingTable handling={of.handling} />
        </section>
      )}
      <AdvisoryView text={content.text} />
      <FileList files={content.files} hrefOf={(id) => `/inbox/${of.reference}/files/${id}`} />
      {content.digest ? <Digest hex={content.digest} of={`SHA-256 of v${content.number}`} /> : null}
      {of.consent?.state === "accepted" ? <Acknowledgement of={of} viewer={viewer} zone={zone} /> : null}
      <Statements reference={of.reference} questions={of.questions} viewer={viewer} zone={zone} />
    </div>
  );
}

function Acknowledgement({ of, viewer, zone }: Omit<ReadProps, "clock">) {
  const { acknowledged, number } = of.content;
  return (
    <section aria-label="Acknowledgement" className="border-t pt-5">
      {acknowledged ? (
        <p>
          <strong className="font-medium">
            {viewer.organizationName} acknowledged <Ref>v{number}</Ref>
          </strong>
          , by {acknowledged.by}, <When at={acknowledged.at} zone={zone} short />.
        </p>
      ) : (
        <ActionForm action={confirmReading} submission={newSubmission()}>
          <input type="hidden" name="reference" value={of.reference} />
          <input type="hidden" name="version" value={number} />
          <p className="max-w-[70ch] text-ink-2">
            Acknowledging tells the team that {viewer.organizationName} read and understood this version. It
            commits you to nothing else.
          </p>
          <div>
            <SubmitButton pendingLabel="Acknowledging…">Acknowledge v{number}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  );
}
