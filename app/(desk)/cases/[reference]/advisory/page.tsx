import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { AdvisoryView } from "@/components/advisory-view";
import { Digest, FileList } from "@/components/file-parts";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { listVersions } from "@/data/advisories/queries";
import { type CaseFile, listFiles } from "@/data/files/queries";
import { isEmbargoed } from "@/domain/case/state";
import { heldBackWords } from "@/domain/file/file";
import { AdvisoryEditor } from "./_editor";
import { save } from "./actions";

type Props = {
  params: Promise<{ reference: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};
type Version = Awaited<ReturnType<typeof listVersions>>["versions"][number];

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Advisory");

export default async function AdvisoryPage({ params, searchParams }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const { versions } = await orNotFound(listVersions(viewer, reference));
  const files = of.destroyed ? [] : await orNotFound(listFiles(viewer, reference));
  const zone = await readerZone();
  const wanted = (await searchParams).version;
  const newest = versions[0];
  const old = wanted === undefined ? undefined : versions.find((v) => String(v.number) === wanted);
  const editable = of.summary.state === "triaging" || isEmbargoed(of.summary.state);
  const asked = wanted !== undefined && !old;
  return (
    <CaseFrame viewer={viewer} of={of} tab="advisory">
      {asked ? <Callout tone="attention" title="There is no such version of this advisory" /> : null}
      {newest && !old && newest.missing.length > 0 && editable ? (
        <Callout
          tone="attention"
          title={`Version ${newest.number} says nothing on: ${newest.missing.join(", ")}`}
        >
          A vendor would miss it. It stops nothing, and whoever approves a notice is shown the same.
        </Callout>
      ) : null}
      {old ? (
        <Reading version={old} newest={newest?.number ?? 0} reference={reference} editable={editable} />
      ) : newest && editable ? (
        <AdvisoryEditor
          action={save}
          submission={newSubmission()}
          reference={reference}
          caseId={of.id}
          newest={newest.number}
          saved={newest.content}
          files={choices(files)}
          chosen={newest.files.map((f) => f.id)}
        />
      ) : newest ? (
        <Reading version={newest} newest={newest.number} reference={reference} editable={false} />
      ) : (
        <EmptyState title="No advisory yet">Opening a case writes its first draft.</EmptyState>
      )}
      <Section
        title="Versions"
        description="A version is never changed. What was approved leaves as it was read."
      >
        <DataTable
          caption="Versions of the advisory"
          columns={[
            { key: "version", header: "Version" },
            { key: "by", header: "Saved by" },
            { key: "at", header: "Saved" },
            { key: "changed", header: "Changed" },
          ]}
          rows={versions.map((v) => ({
            id: v.id,
            href: `/cases/${reference}/advisory?version=${v.number}`,
            cells: {
              version: `Version ${v.number}${v.number === newest?.number ? ", newest" : ""}`,
              by: v.savedBy ?? "Curfew",
              at: <When at={v.savedAt} zone={zone} short />,
              changed: v.number === 1 ? "First draft" : v.changed.join(", "),
            },
          }))}
          empty="No version yet."
        />
      </Section>
    </CaseFrame>
  );
}

/** What a version may bring: what is on the list, and what vendors can have. */
const choices = (files: readonly CaseFile[]) =>
  files
    .filter((f) => f.removedAt === null)
    .map((f) => ({
      id: f.id,
      name: f.name,
      mediaType: f.mediaType,
      size: f.copy?.size ?? f.size,
      digest: f.copy?.digest ?? f.digest,
      heldBack: f.heldBack && heldBackWords(f.heldBack),
    }));

function Reading(props: { version: Version; newest: number; reference: string; editable: boolean }) {
  const { version, newest, reference, editable } = props;
  const back = `/cases/${reference}/advisory`;
  return (
    <section aria-label={`Version ${version.number}`} className="min-w-0 rounded-lg border bg-surface">
      <p className="flex flex-wrap justify-between gap-x-6 border-b bg-sunken px-5 py-2.5">
        <span>
          <span className="font-medium">Version {version.number}</span>
          <span className="text-ink-2">
            {version.number === newest ? ", the newest" : `, of ${newest}`}
            {version.changed.length > 0 ? `; changed: ${version.changed.join(", ")}` : ""}
          </span>
        </span>
        {editable ? <TextLink href={back}>Edit the newest version</TextLink> : null}
      </p>
      <div className="grid gap-6 px-5 py-5">
        <AdvisoryView text={version.content} />
        <FileList files={version.files} hrefOf={(id) => `/cases/${reference}/files/${id}?copy`} />
        {version.digest ? <Digest hex={version.digest} of="SHA-256 of this version" /> : null}
      </div>
    </section>
  );
}
