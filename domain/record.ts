import { Temporal } from "temporal-polyfill";
import { AUDIT_ACTIONS, type AuditAction, STREAM_TYPES, type StreamType } from "@/domain/audit";

/** What of the record is looked at. Empty texts and what nobody could have chosen narrow nothing. */
export type RecordFilter = {
  kind: StreamType | null;
  reference: string;
  organization: string;
  person: string;
  action: AuditAction | null;
  /** Days, in UTC, the last one included. */
  from: string | null;
  to: string | null;
  /** Which of an entry's two instants the days are about. */
  clock: "real" | "domain";
};

/** A day that there is, such as 2027-02-28, or nothing. Years have four digits, as in the field of a form. */
function day(text: string): string | null {
  if (!/^\d{4}-/.test(text) || text.startsWith("0000")) return null;
  try {
    return Temporal.PlainDate.from(text).toString() === text ? text : null;
  } catch {
    return null;
  }
}

/** @param value a field of the form or of the address, empty where it is not there */
export function recordFilter(value: (name: string) => string): RecordFilter {
  const action = value("action");
  return {
    kind: STREAM_TYPES.find((t) => t === value("kind")) ?? null,
    reference: value("reference").trim().toUpperCase(),
    organization: value("organization").trim(),
    person: value("person").trim(),
    action: Object.hasOwn(AUDIT_ACTIONS, action) ? (action as AuditAction) : null,
    from: day(value("from")),
    to: day(value("to")),
    clock: value("clock") === "domain" ? "domain" : "real",
  };
}

/** The filter as fields of an address or a form; nothing of what narrows nothing. */
export const fieldsOf = (filter: RecordFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...filter, clock: filter.clock === "domain" ? "domain" : "" }).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "",
    ),
  );
