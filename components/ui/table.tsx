// biome-ignore-all lint/a11y/useSemanticElements: the group is a scroller, not a set of fields.
// biome-ignore-all lint/a11y/noRedundantRoles: the roles say again what `display: block` on phones takes away.
import type { ReactNode } from "react";
import { type Tone, toneIcon, toneText, toneWord } from "@/components/tone";
import { cn } from "@/lib/cn";
import { Link } from "./link";

export type Column = {
  key: string;
  header: string;
  align?: "start" | "end" | undefined;
  className?: string | undefined;
  mono?: boolean | undefined;
  hideBelow?: "sm" | "md" | "lg" | undefined;
};

export type Row = {
  id: string;
  /** The whole row opens this; the first column's words become the link. */
  href?: string | undefined;
  cells: Record<string, ReactNode>;
  tone?: Tone | undefined;
};

export type DataTableProps = { caption: string; columns: Column[]; rows: Row[]; empty: ReactNode };

const hidden = { sm: "max-sm:hidden!", md: "max-md:hidden!", lg: "max-lg:hidden!" };

export function DataTable({ caption, columns, rows, empty }: DataTableProps) {
  if (rows.length === 0) return <>{typeof empty === "string" ? <Empty>{empty}</Empty> : empty}</>;
  const linked = rows.some((row) => row.href);
  return (
    // The scroller can be focused where no link inside it can. From lg on it does not scroll: the header sticks to the page.
    <div
      role="group"
      aria-label={caption}
      tabIndex={linked ? undefined : 0}
      className="rounded-lg border bg-surface max-lg:overflow-x-auto"
    >
      <table role="table" className="data-table w-full border-separate border-spacing-0 tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="lg:sticky lg:top-0 lg:z-10">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={cn(
                  "h-8 border-b bg-sunken px-3 text-start text-sm font-medium whitespace-nowrap text-ink-2 first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4",
                  column.align === "end" && "text-end",
                  column.hideBelow && hidden[column.hideBelow],
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" data-list="">
          {rows.map((row) => (
            <tr
              key={row.id}
              role="row"
              className={cn(
                "group/row max-sm:not-first:border-t",
                row.href && "stretched max-sm:focus-within:bg-hover max-sm:hover:bg-hover",
              )}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.header}
                  className={cn(
                    "align-middle sm:h-9 sm:max-w-[24rem] sm:min-w-16 sm:px-3 sm:py-1.5 sm:group-not-first/row:border-t sm:first:pl-4 sm:last:pr-4",
                    "sm:group-last/row:first:rounded-bl-lg sm:group-last/row:last:rounded-br-lg",
                    row.href && "sm:group-focus-within/row:bg-hover sm:group-hover/row:bg-hover",
                    column.align === "end" && "sm:text-end",
                    column.mono && "font-mono text-sm",
                    column.hideBelow && hidden[column.hideBelow],
                    column.className,
                  )}
                >
                  {index === 0 ? (
                    <Lead row={row}>{row.cells[column.key]}</Lead>
                  ) : (
                    <Cell>{row.cells[column.key]}</Cell>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Nothing at all for nothing, so that the empty cell shows itself as a dash. */
function Cell({ children }: { children: ReactNode }) {
  const nothing = children === undefined || children === null || children === false || children === "";
  return nothing ? null : <div className="min-w-0">{children}</div>;
}

function Lead({ row, children }: { row: Row; children: ReactNode }) {
  const words = row.href ? (
    <Link href={row.href} data-row-link data-item className="font-medium">
      {children}
    </Link>
  ) : (
    children
  );
  if (!row.tone || row.tone === "quiet") return words;
  const Icon = toneIcon[row.tone];
  return (
    <span className="flex items-start gap-2">
      <Icon aria-hidden size={14} className={cn("mt-[3px] shrink-0", toneText[row.tone])} />
      <span className="sr-only">{toneWord[row.tone]}: </span>
      <span className="min-w-0">{words}</span>
    </span>
  );
}

function Empty({ children }: { children: ReactNode }) {
  return <p className="rounded-lg border border-dashed px-4 py-6 text-center text-ink-2">{children}</p>;
}
