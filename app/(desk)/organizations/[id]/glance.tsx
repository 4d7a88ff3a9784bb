import type { ReactNode } from "react";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import type { Tone } from "@/components/tone";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/definition-list";

type GlanceProps = { of: Organization; projects: readonly InProject[]; zone: string | undefined };

/** The two questions that a member opens this page with. */
export function Glance({ of, projects, zone }: GlanceProps) {
  return (
    <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
      <Facts
        items={[
          {
            label: "May it be told?",
            value:
              projects.length === 0 ? (
                "You work on no project that tells anybody before the public: none of yours has a group."
              ) : (
                <ul className="grid gap-1">
                  {projects.map((p) => (
                    <Told key={p.id} of={of} project={p} zone={zone} />
                  ))}
                </ul>
              ),
          },
          { label: "Would it be reached?", value: <Reach of={of} /> },
        ]}
      />
    </div>
  );
}

const and = new Intl.ListFormat("en", { type: "conjunction" });

function Told({ of, project, zone }: { of: Organization; project: InProject; zone: string | undefined }) {
  const own = of.memberships.filter((m) => m.projectId === project.id);
  const active = own.filter((m) => m.state === "active").map((m) => m.group);
  const paused = own.find((m) => m.state === "paused");
  const [last] = own;
  const withdrawal = project.withdrawals.find((w) => w.state === "confirmed");
  if (active.length > 0) return <Line word="Yes" project={project.name} more={`in ${and.format(active)}`} />;
  if (paused)
    return (
      <Line
        word="No, paused"
        tone="attention"
        project={project.name}
        more={
          paused.pausedUntil ? (
            <>
              until <When at={paused.pausedUntil} now={of.now} zone={zone} short />
            </>
          ) : null
        }
      />
    );
  if (own.some((m) => m.state === "accepted"))
    return <Line word="Not yet, accepted" tone="attention" project={project.name} />;
  if (last?.state === "lapsed")
    return (
      <Line word="No, lapsed" tone="attention" project={project.name} more="nobody reviewed it in time" />
    );
  if (last?.state === "transferred") return <Line word="No, another succeeds it" project={project.name} />;
  if (last?.state === "withdrawn")
    return (
      <Line
        word="No, withdrawn"
        project={project.name}
        more={withdrawal?.scope === "permanent" ? "for good" : "it may apply again"}
      />
    );
  if (last) return <Line word="No, it left" project={project.name} />;
  return <Line word="No, in no group" project={project.name} />;
}

type LineProps = { word: string; tone?: Tone; project: string; more?: ReactNode };

function Line({ word, tone = "quiet", project, more }: LineProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <Badge tone={tone}>{word}</Badge>
      <span className="font-medium">{project}</span>
      {more ? <span className="text-ink-2">{more}</span> : null}
    </li>
  );
}

function Reach({ of }: { of: Organization }) {
  const admitted = of.contacts.filter((c) => c.state === "admitted");
  const told = of.memberships.some((m) => m.state === "active");
  const people = admitted.filter((c) => c.kind === "person").length;
  const [word, tone] =
    admitted.length === 0 ? (["No", told ? "danger" : "attention"] as const) : (["Yes", "quiet"] as const);
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Badge tone={tone}>{word}</Badge>
      <span className="text-ink-2">
        {admitted.length === 0
          ? "It has no confirmed contact: a notice would reach nobody."
          : `${count(admitted.length, "confirmed contact")}. ${
              people === 0 ? "None of them can sign in, read and consent." : `${people} can sign in and read.`
            }`}
      </span>
    </p>
  );
}
