import { sentence } from "@/app/_lib/activity";
import { KINDS } from "@/app/(desk)/audit/_words";
import { TextLink } from "@/components/ui/link";
import { Timeline } from "@/components/ui/timeline";
import type { RecordEntry } from "@/data/record/queries";
import { inUtc, wallTime } from "@/domain/time";

/** Entries of many streams by real time, each with whose record it is and where it stands there. */
export function Entries({ entries, zone }: { entries: RecordEntry[]; zone: string | undefined }) {
  return (
    <Timeline
      entries={entries.map((e) => {
        const [day = "", time = ""] = wallTime(e.realAt, "UTC").split(", ");
        return {
          id: `${e.stream.type}:${e.stream.id}:${e.sequence}`,
          day,
          at: (
            <time
              dateTime={e.realAt.toString()}
              title={zone && zone !== "UTC" ? `${wallTime(e.realAt, zone)} ${zone}` : undefined}
            >
              {time} UTC
            </time>
          ),
          actor: e.actor,
          actorKind: e.actorKind !== "system" ? "person" : e.code.startsWith("delivery.") ? "mail" : "system",
          text: <What entry={e} />,
          detail: <Detail entry={e} />,
        };
      })}
    />
  );
}

function What({ entry: e }: { entry: RecordEntry }) {
  const reference = e.stream.type === "case" ? e.about : e.reference;
  return (
    <>
      {sentence(e, reference ?? "")}
      <span className="block text-sm text-ink-3">
        <Where entry={e} />
      </span>
    </>
  );
}

function Where({ entry: e }: { entry: RecordEntry }) {
  if (!e.about) return <>{KINDS[e.stream.type]}</>;
  if (e.stream.type === "case") return <TextLink href={`/cases/${e.about}`}>{e.about}</TextLink>;
  if (e.stream.type === "organization")
    return <TextLink href={`/organizations/${e.stream.id}`}>{e.about}</TextLink>;
  return <>{e.about}</>;
}

/** What else the entry says: its place in its record, the other clock where it differs, facts and note. */
function Detail({ entry: e }: { entry: RecordEntry }) {
  const moved = e.at.epochMilliseconds !== e.realAt.epochMilliseconds;
  const facts = Object.entries(e.facts).filter(([, value]) => value !== null);
  return (
    <div className="grid gap-1 break-words">
      <p>
        Entry {e.sequence} of{" "}
        {e.stream.type === "deployment" ? "the deployment" : `${e.stream.type} ${e.stream.id}`}
        {moved ? `. By the clock of embargoes: ${inUtc(e.at)}` : null}
      </p>
      {e.note ? <p className="whitespace-pre-line">{e.note}</p> : null}
      {facts.map(([name, value]) => (
        <p key={name}>
          {name}:{" "}
          <span className="font-mono text-sm">{Array.isArray(value) ? value.join(", ") : String(value)}</span>
        </p>
      ))}
    </div>
  );
}
