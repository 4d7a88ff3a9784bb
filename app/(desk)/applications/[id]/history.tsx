import type { Part } from "@/app/(desk)/applications/[id]/load";
import { Section } from "@/components/ui/section";
import { Timeline, type TimelineEntry } from "@/components/ui/timeline";
import { wallTime } from "@/domain/time";

type Told = {
  id: string;
  at: NonNullable<Part["of"]["submittedAt"]>;
  actor: string;
  text: string;
  detail?: string;
};

/** Everything that was said and done, the newest first; earlier votes and marks too. */
export function History({ of, review, zone }: Part) {
  const told: Told[] = [
    ...(of.submittedAt
      ? [
          {
            id: "submitted",
            at: of.submittedAt,
            actor: of.source === "mail" ? "A member" : "The applicant",
            text: of.source === "mail" ? "entered it from a message" : "submitted it, as it stands",
          },
        ]
      : []),
    ...review.votes.map((v) => ({
      id: v.id,
      at: v.at,
      actor: v.by,
      text: `voted to ${v.vote}${v.superseded ? ", which does not stand any more" : ""}${v.recused ? "; takes no part" : ""}`,
      detail: v.reason,
    })),
    ...review.criteria.flatMap((c) =>
      [...(c.mark ? [c.mark] : []), ...c.earlier].map((m) => ({
        id: m.id,
        at: m.at,
        actor: m.by,
        text: `marked “${c.text}” as ${m.verdict === "met" ? "met" : "not met"}`,
        detail: m.reason,
      })),
    ),
    ...review.vouchers.flatMap((v) => [
      { id: `${v.id}-asked`, at: v.askedAt, actor: v.askedBy, text: `asked ${v.name} to vouch` },
      ...(v.answeredAt
        ? [
            {
              id: v.id,
              at: v.answeredAt,
              actor: v.name,
              text: v.vouches === "yes" ? "vouches" : "does not vouch",
            },
          ]
        : []),
    ]),
    ...(of.decidedAt
      ? [
          {
            id: "decided",
            at: of.decidedAt,
            actor: review.decidedBy ?? "A member",
            text: of.state === "accepted" ? "accepted it" : "declined it",
          },
        ]
      : []),
  ];
  const entries = told
    .sort((a, b) => b.at.epochMilliseconds - a.at.epochMilliseconds)
    .map(
      (t): TimelineEntry => ({
        id: t.id,
        day: wallTime(t.at, "UTC").split(",")[0] ?? "",
        at: (
          <time dateTime={t.at.toString()} title={zone ? `${wallTime(t.at, zone)} ${zone}` : undefined}>
            {wallTime(t.at, "UTC").split(", ")[1]} UTC
          </time>
        ),
        actor: t.actor,
        actorKind: "person",
        text: t.text,
        detail: t.detail ? <p className="whitespace-pre-line">{t.detail}</p> : undefined,
      }),
    );
  return (
    <Section title="History">
      {entries.length > 0 ? <Timeline entries={entries} /> : <p className="text-ink-2">Nothing yet.</p>}
    </Section>
  );
}
