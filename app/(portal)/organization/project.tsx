import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { Letters } from "@/app/(portal)/organization/letters";
import { Obligations } from "@/app/(portal)/organization/obligations";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import type { OwnProject } from "@/data/memberships/own";

type InProjectProps = {
  project: OwnProject;
  /** The references of the cases that are open to the reader now. */
  readable: readonly string[];
  name: string;
  now: Temporal.Instant;
  zone: string | undefined;
};

const WORD = { active: "Active", paused: "Paused", withdrawn: "Withdrawn", left: "Left" };

/** Where the organization stands in one project, in the order in which it asks: what, why, bound to what, what now. */
export function InProject({ project: p, readable, name, now, zone }: InProjectProps) {
  const running = p.memberships.filter((m) => m.endedAt === null);
  const state =
    running.find((m) => m.state === "active")?.state ?? (running[0] ?? p.memberships[0])?.state ?? "left";
  return (
    <Section
      title={p.name}
      description={
        <span className="flex flex-wrap items-center gap-x-2">
          <Badge tone={state === "paused" ? "attention" : "quiet"}>{WORD[state]}</Badge>
          {running.length > 0 ? `In ${running.map((m) => m.group).join(" and ")}.` : "In no group any more."}
        </span>
      }
    >
      <Standing project={p} state={state} name={name} now={now} zone={zone} />
      <div className="mt-3 grid gap-8">
        <Part title={state === "active" ? "What you are bound to" : "What you stay bound to"}>
          <Obligations project={p} readable={readable} zone={zone} />
        </Part>
        <Part title="Write to the team">
          <Letters project={p} zone={zone} />
        </Part>
      </div>
    </Section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </div>
  );
}

type StandingProps = Omit<InProjectProps, "readable"> & { state: keyof typeof WORD };

function Standing({ project: p, state, name, now, zone }: StandingProps) {
  if (state === "paused")
    return (
      <Callout tone="attention" title={`${name} is paused in ${p.name}`}>
        <p>
          {p.pause ? (
            <>
              Since <When at={p.pause.at} zone={zone} short />, until{" "}
              <When at={p.pause.until} now={now} zone={zone} short />.{" "}
            </>
          ) : null}
          Until it ends you are told of nothing new, and your cases are closed. After that you see them again.
        </p>
        {p.pause ? <Said told={p.pause.told} /> : null}
      </Callout>
    );
  const [withdrawal] = p.withdrawals;
  if (state === "withdrawn" && withdrawal)
    return (
      <Callout title={`${name} was withdrawn from ${p.name}`}>
        <p>
          {withdrawal.at ? <When at={withdrawal.at} zone={zone} short /> : null}. {withdrawal.why}. You are
          told of nothing new, and your cases are closed.
        </p>
        <Said told={withdrawal.told} />
        <p className="mt-2">
          {withdrawal.scope === "future"
            ? "You may return: write to the team below, and say how you meet the policy’s criteria. What was sent before that stays closed."
            : "This is for good: you may not return to this project. You can still answer the team below."}
        </p>
      </Callout>
    );
  if (state !== "active")
    return (
      <p className="max-w-[70ch] text-ink-2">
        {state === "left" ? "You left, and" : "You"} are told of nothing new. To return, write to the team
        below.
      </p>
    );
  return (
    <p className="max-w-[70ch] text-ink-2">
      You are told of what leaves to{" "}
      {p.memberships.filter((m) => m.state === "active").length > 1 ? "these groups" : "this group"} before
      the public is.
    </p>
  );
}

function Said({ told }: { told: string }) {
  return (
    <p className="mt-2 break-words whitespace-pre-line">
      <span className="text-ink-3">The team says: </span>
      {told}
    </p>
  );
}
