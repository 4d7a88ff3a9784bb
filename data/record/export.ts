import { z } from "zod";
import { explain } from "@/data/activity/explain";
import { DEPLOYMENT } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { entriesFor } from "@/data/record/queries";
import { fieldsOf, recordFilter } from "@/domain/record";
import { streamName } from "@/formats/chain/entry";
import { toCsv } from "@/formats/csv";
import { refused } from "@/lib/errors";

/** An export is made in memory; a longer one is made in parts, or by the operator's `audit export`. */
const MOST = 20_000;

const COLUMNS = [
  "real time",
  "time",
  "who",
  "what",
  "code",
  "stream",
  "position",
  "about",
  "organization",
  "facts",
];

const Export = z.object({
  format: z.enum(["jsonl", "csv"]),
  fields: z.record(z.string(), z.string()),
});

/**
 * Exports what a filter finds, as JSON lines or CSV. Notes are left out: an export leaves the portal, and they may quote
 * what is embargoed. That it was made is an entry itself; what was typed into the filter is its note.
 * @throws AppError when the filter finds too much for one file
 */
export const exportEntries = command("audit.export", Export, byMember, async (ctx, { format, fields }) => {
  const filter = recordFilter((name) => fields[name] ?? "");
  const rows = await entriesFor(ctx, filter, MOST + 1);
  if (rows.length > MOST) throw refused(`More than ${MOST} entries: narrow the filter, and export in parts.`);
  const entries = (await explain(ctx, rows, "closed")).map((e) => ({
    "real time": e.realAt.toString(),
    time: e.at.toString(),
    who: e.actor,
    what: e.action,
    code: e.code,
    stream: streamName(e.stream),
    position: e.sequence,
    about: e.about ?? "",
    organization: e.organization ?? "",
    facts: e.facts,
  }));
  const text =
    format === "jsonl"
      ? entries.map((e) => `${JSON.stringify(e)}\n`).join("")
      : toCsv(
          COLUMNS,
          entries.map((e) => [...Object.values(e).slice(0, -1).map(String), JSON.stringify(e.facts)]),
        );
  const asked = fieldsOf(filter);
  const { kind, action, from, to } = filter;
  return {
    result: { text, count: entries.length },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "audit.exported",
        facts: {
          count: entries.length,
          format,
          kind,
          of: action,
          from,
          to,
          narrowed: Object.keys(asked).length,
        },
        ...(Object.keys(asked).length > 0 ? { note: JSON.stringify(asked) } : {}),
      },
    ],
  };
});
