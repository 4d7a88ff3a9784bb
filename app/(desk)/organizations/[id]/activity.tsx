import { TextLink } from "@/components/ui/link";
import { Timeline } from "@/components/ui/timeline";
import type { Activity } from "@/data/activity/queries";
import { wallTime } from "@/domain/time";

/** What happened to an organization, newest first, each with its reason. */
export function ActivityList({ entries, zone }: { entries: Activity[]; zone: string | undefined }) {
  // A message that was begun and then accepted is one event here. The case's own activity keeps both.
  const key = (e: Activity) => `${e.reference} ${e.address} ${wallTime(e.at, "UTC")}`;
  const accepted = new Set(entries.filter((e) => e.code === "delivery.accepted").map(key));
  const told = entries.filter((e) => e.code !== "delivery.begun" || !accepted.has(key(e)));
  return (
    <Timeline
      entries={told.map((e) => {
        const [day = "", time = ""] = wallTime(e.at, "UTC").split(", ");
        const local = zone && zone !== "UTC" ? `${wallTime(e.at, zone)} ${zone}` : undefined;
        return {
          id: String(e.sequence),
          day,
          at: (
            <time dateTime={e.at.toString()} title={local}>
              {time} UTC
            </time>
          ),
          actor: e.actor,
          actorKind: e.actorKind === "system" ? "system" : "person",
          text: <What entry={e} />,
        };
      })}
    />
  );
}

const text = (entry: Activity, ...keys: string[]): string | null => {
  for (const key of keys) {
    const value = entry.facts[key];
    if (typeof value === "string") return value;
  }
  return null;
};

function What({ entry }: { entry: Activity }) {
  const about = text(entry, "group", "email") ?? (entry.reference ? null : entry.address);
  const why = text(entry, "reason", "how") ?? entry.note;
  return (
    <>
      {entry.action}
      {about ? <>: {about}</> : null}
      {entry.reference ? (
        <>
          {" "}
          for <TextLink href={`/cases/${entry.reference}`}>{entry.reference}</TextLink>
          {entry.code.startsWith("delivery.") && entry.address ? `, ${entry.address}` : null}
        </>
      ) : null}
      {why ? <span className="block text-ink-2">{why}</span> : null}
    </>
  );
}
