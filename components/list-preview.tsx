import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/table";

type Kind = "new" | "changed" | "unchanged" | "duplicate" | "refused";
export type ListPreviewProps = {
  /** What it was read as, in words. */
  as: string;
  counts: Record<Kind, number>;
  /** By which the same outcome is asked for when it is applied. */
  digest: string;
  rows: { line: number; name: string; kind: Kind; words: string }[];
  notShown: number;
};

const COLUMNS: Column[] = [
  { key: "name", header: "Organization" },
  { key: "line", header: "Line" },
  { key: "words", header: "What becomes of it", className: "sm:max-w-[40rem] break-words" },
];

const organizations = (n: number): string => `${n} ${n === 1 ? "organization" : "organizations"}`;

/** "Add 27 organizations and change 2"; null where nothing would happen. */
export function applyWords({ new: added, changed }: ListPreviewProps["counts"]): string | null {
  if (added > 0) return `Add ${organizations(added)}${changed > 0 ? ` and change ${changed}` : ""}`;
  return changed > 0 ? `Change ${organizations(changed)}` : null;
}

/** What a list would do, row by row, before anything of it is done; above the rows, which may be many, what can be done. */
export function ListPreview({
  as,
  counts,
  rows,
  notShown,
  children,
}: ListPreviewProps & { children: ReactNode }) {
  const said = [
    `${organizations(counts.new)} new`,
    `${counts.changed} changed`,
    `${counts.unchanged} unchanged`,
    `${counts.duplicate} named twice`,
    `${counts.refused} refused`,
  ];
  return (
    <div className="grid gap-3">
      <p className="tabular-nums">
        Read as {as}: {said.join(", ")}. Nothing was changed yet.
      </p>
      {children}
      <DataTable
        caption="What becomes of each row"
        columns={COLUMNS}
        empty="The list names no organization below its first row."
        rows={rows.map((r) => ({
          id: `${r.line}-${r.name}-${r.words}`,
          tone: r.kind === "refused" ? ("attention" as const) : undefined,
          cells: { line: String(r.line), name: r.name || "Without a name", words: r.words },
        }))}
      />
      {notShown > 0 ? (
        <p className="text-ink-2">
          {notShown} more rows are counted above and not shown here. What is refused stands first.
        </p>
      ) : null}
    </div>
  );
}
