import type { ReactNode } from "react";
import { count } from "@/app/_lib/words";
import { Link } from "@/components/ui/link";
import type { TimelineEntry } from "@/components/ui/timeline";
import type { Activity } from "@/data/activity/queries";
import { wallTime } from "@/domain/time";

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** The entries of a stream as a person reads them; machine events are told apart by their kind. */
export function timelineOf(
  entries: readonly Activity[],
  reference: string,
  zone: string | undefined,
): TimelineEntry[] {
  return entries.map((e) => ({
    id: String(e.sequence),
    day: wallTime(e.at, "UTC").split(",")[0] ?? "",
    at: (
      <time dateTime={e.at.toString()} title={zone ? `${wallTime(e.at, zone)} ${zone}` : undefined}>
        {wallTime(e.at, "UTC").split(", ")[1]} UTC
      </time>
    ),
    actor: e.actor,
    actorKind: e.actorKind !== "system" ? "person" : e.code.startsWith("delivery.") ? "mail" : "system",
    text: sentence(e, reference),
    detail: e.note && !namesFile(e) ? <p className="whitespace-pre-line">{e.note}</p> : undefined,
  }));
}

/** Of an entry about a file the note is the file's name, and stands in the sentence. */
const namesFile = (e: Activity): boolean => e.code.startsWith("file.");
const fileOf = (e: Activity): string => e.note ?? "a file";

/** What an entry says, in words; `reference` is the case that its links lead into. */
export function sentence(e: Activity, reference: string): ReactNode {
  const f = e.facts;
  const to = [e.organization, e.address].filter(Boolean).join(", ") || "a contact";
  const linked = (path: string, id: unknown, words: string) =>
    typeof id === "string" && reference ? (
      <Link
        href={`/cases/${reference}/${path}/${id}`}
        className="underline decoration-line-strong underline-offset-3 hover:decoration-current"
      >
        {words}
      </Link>
    ) : (
      words
    );
  const notice = (words: string) => linked("notices", f["noticeId"], words);
  switch (e.code) {
    case "case.imported": {
      const how = f["replay"]
        ? ", replaying a published record as if it were not"
        : f["alreadyPublic"]
          ? ", which is public already"
          : "";
      const proposed = f["proposedSeverity"] ? `; its score proposes ${text(f["proposedSeverity"])}` : "";
      return `imported the case from an OSV record${how}${proposed}`;
    }
    case "vulnerability.severity_decided":
      return `decided the severity: ${text(f["severity"])}`;
    case "case.confirmed":
      return `confirmed the case${f["severity"] ? ` as ${text(f["severity"])}` : ""}`;
    case "vulnerability.added": {
      const proposed = f["proposedSeverity"] ? `; its score proposes ${text(f["proposedSeverity"])}` : "";
      return `added a vulnerability${proposed}`;
    }
    case "vulnerability.edited": {
      const changed = Array.isArray(f["changed"]) ? f["changed"].join(", ") : "";
      return `changed a vulnerability: ${changed}`;
    }
    case "case.prenotify_chosen":
      return f["prenotify"] === "yes" ? "decided to prenotify vendors" : "decided not to prenotify vendors";
    case "case.release_set":
      return `set the release instant to ${text(f["release"])}`;
    case "case.release_moved":
      return `moved the release instant from ${text(f["was"])} to ${text(f["release"])}`;
    case "case.publication_proposed":
      return `proposed to publish version ${text(f["version"])}${f["early"] ? " before the release instant" : ""}`;
    case "case.published":
      return `confirmed, and the case is public${f["early"] ? ", before its release instant" : ""}`;
    case "advisory.saved": {
      const changed = Array.isArray(f["changed"]) ? f["changed"].join(", ") : "";
      return `saved version ${text(f["number"])} of the advisory${changed ? `: ${changed}` : ""}`;
    }
    case "notice.written":
    case "notice.edited": {
      const who = `${text(f["chosen"])} of ${count(number(f["of"]), "organization")} in ${count(number(f["groups"]), "group")}`;
      return (
        <>
          {e.code === "notice.written" ? "wrote " : "changed "}
          {notice("a notice")} to {who}, to leave {text(f["send"])}
        </>
      );
    }
    case "notice.approved": {
      const organizations = Array.isArray(f["organizations"]) ? f["organizations"].length : 0;
      return (
        <>
          approved {notice("a notice")}: {count(organizations, "organization")},{" "}
          {count(number(f["messages"]), "message")}, advisory version {text(f["version"])}, leaving{" "}
          {text(f["send"])}
        </>
      );
    }
    case "notice.approval_voided":
      return (
        <>
          voided the approval of {notice("a notice")}: {text(f["because"])}
        </>
      );
    case "notice.voided":
      return (
        <>
          voided {notice("a notice")}: {text(f["because"])}
        </>
      );
    case "notice.sent_back":
      return <>sent {notice("a notice")} back with a note</>;
    case "notice.cancelled":
      return <>cancelled {notice("a notice")} before it left</>;
    case "notice.dispatched": {
      const sizes = `${count(number(f["messages"]), "message")} to ${count(number(f["organizations"]), "organization")}`;
      const what =
        f["kind"] === "lift"
          ? "told everybody who had been told that it is public"
          : f["kind"] === "date_moved"
            ? "told everybody who had been told that the date moved"
            : f["kind"] === "broken"
              ? "told everybody who had been told that the embargo may not hold"
              : null;
      const differs = Array.isArray(f["differences"]) ? f["differences"].length : 0;
      return (
        <>
          {what ? <>{notice(what)}: </> : <>began to send {notice("a notice")}: </>}
          {sizes}
          {differs > 0 ? `; ${count(differs, "difference")} to what was approved` : ""}
        </>
      );
    }
    case "notice.finished":
      return <>finished sending {notice("a notice")}</>;
    case "notice.halted":
      return <>halted {notice("a notice")} while it was being sent</>;
    case "notice.reminded": {
      const silent = Array.isArray(f["organizations"]) ? f["organizations"].length : 0;
      return <>{notice(`reminded ${count(silent, "silent organization")}`)}</>;
    }
    case "delivery.begun":
      return `began to hand over a message to ${to}`;
    case "delivery.accepted":
      return `handed over a message to ${to}: the transport accepted it`;
    case "delivery.deferred":
      return `could not hand over a message to ${to} yet, and tries again`;
    case "delivery.failed":
      return `could not hand over a message to ${to}`;
    case "delivery.unknown":
      return `does not know whether a message to ${to} was accepted, and does not try again`;
    case "delivery.stopped":
      return `stopped a message to ${to}`;
    case "delivery.held":
      return `held a message to ${to}: the contact was admitted after the approval`;
    case "delivery.released":
      return `agreed to a message to ${to}, admitted after the approval`;
    case "delivery.reported":
      return `heard from the mail provider about a message to ${to}: ${text(f["state"])}`;
    case "incident.recorded":
    case "incident.confirmed":
    case "incident.dismissed":
    case "incident.attributed":
    case "incident.closed":
    case "incident.reopened":
      return linked("incidents", f["incidentId"], e.action);
    case "file.added":
      return `put ${fileOf(e)} on the case`;
    case "file.removed":
      return `took ${fileOf(e)} off the list; it is kept`;
    case "file.downloaded":
      return `downloaded ${fileOf(e)} for ${e.organization ?? "an organization"}`;
    case "consent.accepted":
    case "consent.declined":
    case "advisory.seen":
    case "advisory.acknowledged":
      return `${e.action} for ${e.organization ?? "an organization"}`;
    default:
      return e.action;
  }
}
