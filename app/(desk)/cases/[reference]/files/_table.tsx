import type { ReactNode } from "react";
import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import { DialogForm } from "@/components/dialog-form";
import { Digest, FileLink } from "@/components/file-parts";
import { DataTable } from "@/components/ui/table";
import type { CaseFile } from "@/data/files/queries";
import { heldBackWords } from "@/domain/file/file";
import { isArchive, kindWord } from "@/domain/file/kinds";
import { sizeInWords } from "@/domain/file/limits";
import { remove } from "./actions";

type TableProps = {
  caption: string;
  files: readonly CaseFile[];
  reference: string;
  zone: string | undefined;
  empty: ReactNode;
  /** Whether any may be taken off the list. */
  removable?: boolean | undefined;
};

export function FileTable({ caption, files, reference, zone, empty, removable }: TableProps) {
  const at = (id: string) => `/cases/${reference}/files/${id}`;
  const columns = [
    { key: "original", header: "Original" },
    { key: "vendors", header: "What vendors get" },
    { key: "versions", header: "Brought by" },
    { key: "uploaded", header: "Uploaded" },
  ];
  return (
    <DataTable
      caption={caption}
      columns={removable ? [...columns, { key: "remove", header: "Change" }] : columns}
      rows={files.map((f) => ({
        id: f.id,
        cells: {
          original: (
            <div className="grid gap-0.5 wrap-anywhere">
              <FileLink href={at(f.id)}>{f.name}</FileLink>
              <span className="text-ink-2">
                {kindWord(f.mediaType)}, {sizeInWords(f.size)}
              </span>
              <Digest hex={f.digest} />
            </div>
          ),
          vendors: <ForVendors file={f} href={`${at(f.id)}?copy`} />,
          versions: f.versions.length > 0 ? f.versions.map((n) => `v${n}`).join(", ") : "No version yet",
          uploaded: (
            <>
              {f.uploadedBy}, <When at={f.uploadedAt} zone={zone} short />
            </>
          ),
          remove: <Remove file={f} reference={reference} />,
        },
      }))}
      empty={empty}
    />
  );
}

function ForVendors({ file, href }: { file: CaseFile; href: string }) {
  if (file.heldBack)
    return (
      <>
        <span className="font-medium">Held back.</span> {heldBackWords(file.heldBack)}
      </>
    );
  if (!file.copy)
    return isArchive(file.mediaType)
      ? "The original, as it was packed: names and times inside stay"
      : "The original: text is given as it is, with the names in it";
  return (
    <div className="grid gap-0.5">
      <FileLink href={href}>A copy without metadata</FileLink>
      <span className="text-ink-2">{sizeInWords(file.copy.size)}</span>
      <Digest hex={file.copy.digest} />
    </div>
  );
}

function Remove({ file, reference }: { file: CaseFile; reference: string }) {
  return (
    <DialogForm
      action={remove}
      submission={newSubmission()}
      align="start"
      trigger="Take off the list"
      title={`Take ${file.name} off the list?`}
      description="No later version of the advisory can bring it. It is kept as evidence, and what was sent stays sent."
      confirm="Take it off"
      pendingLabel="Taking it off…"
    >
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="fileId" value={file.id} />
    </DialogForm>
  );
}
