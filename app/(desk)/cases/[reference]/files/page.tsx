import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { listFiles } from "@/data/files/queries";
import { isRefusal } from "@/domain/file/limits";
import { FileTable } from "./_table";
import { Upload } from "./_upload";

type Props = {
  params: Promise<{ reference: string }>;
  searchParams: Promise<{ refused?: string | string[]; added?: string | string[] }>;
};

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Files");

export default async function FilesPage({ params, searchParams }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const files = of.destroyed ? [] : await orNotFound(listFiles(viewer, reference));
  const zone = await readerZone();
  const said = await searchParams;
  const refused = typeof said.refused === "string" && isRefusal(said.refused) ? said.refused : null;
  const listed = files.filter((f) => f.removedAt === null);
  const removed = files.filter((f) => f.removedAt !== null);
  const added = listed.find((f) => f.id === said.added);
  const open = of.summary.state !== "closed" && of.summary.state !== "rejected";
  const table = { reference, zone };
  return (
    <CaseFrame viewer={viewer} of={of} tab="files">
      {added ? (
        <Callout title={`${added.name} is on the list`}>
          {added.heldBack ? (
            "Vendors can’t get it. It stays here as evidence."
          ) : (
            <>
              Vendors get it with a version of the advisory that brings it:{" "}
              <TextLink href={`/cases/${reference}/advisory`}>choose it there</TextLink>.
            </>
          )}
        </Callout>
      ) : null}
      <Section
        title="Files"
        description="Originals are kept as they came. Vendors get a copy without metadata, and only with a version of the advisory that was approved and sent to them."
      >
        <FileTable
          {...table}
          caption="Files of the case"
          files={listed}
          removable={open}
          empty={
            <EmptyState title={of.destroyed ? "Its files were destroyed" : "No file yet"}>
              {of.destroyed
                ? "They went with the text of the case."
                : "A patch, a picture or a document that belongs to this case."}
            </EmptyState>
          }
        />
      </Section>
      {open ? (
        <Section title="Upload a file">
          <Upload reference={reference} refused={refused} />
        </Section>
      ) : null}
      {removed.length > 0 ? (
        <Section title="Taken off the list" description="Kept as evidence.">
          <FileTable {...table} caption="Files that were taken off the list" files={removed} empty="None." />
        </Section>
      ) : null}
    </CaseFrame>
  );
}
