// biome-ignore-all lint/a11y/noRedundantRoles: the roles say again what `display` on phones takes away.
// biome-ignore-all lint/a11y/useSemanticElements: the group is a scroller, not a set of fields.
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { type Tone, toneIcon, toneText, toneWord } from "./tone";

export type DeliveryBoardProps = {
  caption: string;
  rows: {
    id: string;
    organization: ReactNode;
    tone?: Tone | undefined;
    contacts: { id: string; contact: ReactNode; transport: ReactNode }[];
    /** What its people did; left out of all rows when the message asks for nothing. */
    people?: ReactNode | undefined;
  }[];
};

const cell = "align-top sm:px-3 sm:py-2 sm:group-not-nth-2/org:group-first/contact:border-t";
/** On a phone the row is a card, and each cell says what it is. */
const labelled =
  "max-sm:grid max-sm:grid-cols-[5.5rem_minmax(0,1fr)] max-sm:gap-3 max-sm:py-1 max-sm:before:text-sm max-sm:before:text-ink-3 max-sm:before:content-[attr(data-label)]";

/** Organizations with their contacts: what the transport said of each, and, in a column of its own, what people did. */
export function DeliveryBoard({ caption, rows }: DeliveryBoardProps) {
  const people = rows.some((r) => r.people !== undefined);
  const headers = ["Organization", "Contact", "Transport", ...(people ? ["People"] : [])];
  return (
    <div role="group" aria-label={caption} className="rounded-lg border bg-surface max-lg:overflow-x-auto">
      <table
        role="table"
        className="w-full border-separate border-spacing-0 tabular-nums max-sm:block sm:max-lg:min-w-160"
      >
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-sm:sr-only lg:sticky lg:top-0 lg:z-10">
          <tr role="row">
            {headers.map((h) => (
              <th
                key={h}
                role="columnheader"
                scope="col"
                className="h-8 border-b bg-sunken px-3 text-start text-sm font-medium whitespace-nowrap text-ink-2 first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4"
              >
                {h}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody
            key={row.id}
            role="rowgroup"
            className="group/org max-sm:flex max-sm:flex-col max-sm:px-4 max-sm:py-2.5 max-sm:not-nth-2:border-t"
          >
            {row.contacts.map((contact, index) => (
              <tr key={contact.id} role="row" className="group/contact max-sm:contents">
                {index === 0 ? (
                  <th
                    role="rowheader"
                    scope="rowgroup"
                    rowSpan={row.contacts.length}
                    className={cn(cell, "text-start font-medium max-sm:pb-1 sm:w-[18%] sm:pl-4")}
                  >
                    <Name tone={row.tone}>{row.organization}</Name>
                  </th>
                ) : null}
                <td role="cell" data-label="Contact" className={cn(cell, labelled, "sm:w-1/4")}>
                  <div className="min-w-0">{contact.contact}</div>
                </td>
                <td role="cell" data-label="Transport" className={cn(cell, labelled)}>
                  <div className="grid min-w-0 justify-items-start gap-1">{contact.transport}</div>
                </td>
                {people && index === 0 ? (
                  <td
                    role="cell"
                    data-label="People"
                    rowSpan={row.contacts.length}
                    // After all contacts, though it stands beside the first one in the table.
                    className={cn(cell, labelled, "max-sm:order-1 sm:w-[28%] sm:pr-4")}
                  >
                    <div className="grid min-w-0 justify-items-start gap-1">{row.people}</div>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Name({ tone, children }: { tone: Tone | undefined; children: ReactNode }) {
  if (!tone || tone === "quiet") return children;
  const Icon = toneIcon[tone];
  return (
    <span className="flex items-start gap-2">
      <Icon aria-hidden size={14} className={cn("mt-[3px] shrink-0", toneText[tone])} />
      <span className="sr-only">{toneWord[tone]}: </span>
      <span className="min-w-0">{children}</span>
    </span>
  );
}
