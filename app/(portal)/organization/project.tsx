import type { ReactNode } from "react";
import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { membershipWord } from "@/app/_lib/words";
import { OwnEvidence } from "@/app/(portal)/organization/evidence";
import { Joining } from "@/app/(portal)/organization/joining";
import { Letters } from "@/app/(portal)/organization/letters";
import { Obligations } from "@/app/(portal)/organization/obligations";
import { Quit } from "@/app/(portal)/organization/quit";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { OwnProject } from "@/data/memberships/own";
import { isCurrent, type MembershipState } from "@/domain/organization/membership";

type InProjectProps = {
  project: OwnProject;
  /** The references of the cases that are open to the reader now. */
  readable: readonly string[];
  name: string;
  /** The reader keeps the organization's entry. */
  admin: boolean;
  now: Temporal.Instant;
  zone: string | undefined;
};

/** Where the organization stands in one project, in the order in which it asks: what, why, bound to what, what now. */
export function InProject({ project: p, readable, name, admin, now, zone }: InProjectProps) {
  const running = p.memberships.filter((m) => isCurrent(m.state));
  const state =
    running.find((m) => m.state === "active")?.state ?? (running[0] ?? p.memberships[0])?.state ?? "left";
  return (
    <Section
      title={p.name}
      description={
        <span className="flex flex-wrap items-center gap-x-2">
          <Badge tone={state === "active" || !isCurrent(state) ? "quiet" : "attention"}>
            {membershipWord(state)}
          </Badge>
          {running.length > 0 ? `In ${running.map((m) => m.group).join(" and ")}.` : "In no group any more."}
        </span>
      }
    >
      <Standing project={p} state={state} name={name} now={now} zone={zone} />
      <div className="mt-3 grid gap-8">
        {running.length > 0 ? (
          <Part title="Terms of joining">
            <Joining project={p} name={name} zone={zone} />
          </Part>
        ) : null}
        <Part title={state === "active" ? "What you are bound to" : "What you stay bound to"}>
          <Obligations project={p} readable={readable} zone={zone} />
        </Part>
        {running.length > 0 ? (
          <Part title="What your membership rests on">
            <OwnEvidence project={p} admin={admin} now={now} />
          </Part>
        ) : null}
        {running.length > 0 && admin ? <Quit project={p} name={name} /> : null}
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

type StandingProps = Omit<InProjectProps, "readable" | "admin"> & { state: MembershipState };

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
            ? "You may return: apply again, and say how you meet the policy’s criteria. What was sent before that stays closed."
            : "This is for good: you may not return to this project. You can still answer the team below."}
        </p>
        {withdrawal.scope === "future" && p.reinstatement ? (
          <p className="mt-2">The policy says of it: {p.reinstatement}</p>
        ) : null}
        {withdrawal.scope === "future" ? <ApplyAgain project={p} /> : null}
      </Callout>
    );
  if (state === "accepted")
    return (
      <Callout tone="attention" title={`${p.name} accepted ${name}`}>
        Two things are left: a contact of yours whose mailbox confirmed itself and that the team admitted, and
        the terms below, accepted by one of you. From then on you are told of what leaves, and of nothing
        earlier.
      </Callout>
    );
  if (state !== "active")
    return (
      <div className="grid max-w-[70ch] gap-2 text-ink-2">
        <p>
          {ENDED[state] ?? "Your membership ended."} You are told of nothing new; what you accepted still
          binds you.
        </p>
        <ApplyAgain project={p} />
      </div>
    );
  return (
    <p className="max-w-[70ch] text-ink-2">
      You are told of what leaves to{" "}
      {p.memberships.filter((m) => m.state === "active").length > 1 ? "these groups" : "this group"} before
      the public is.
    </p>
  );
}

const ENDED: Partial<Record<MembershipState, string>> = {
  left: "You left.",
  lapsed: "Nobody reviewed your membership in time, so it lapsed. Nothing is held against you.",
  transferred: "Another organization succeeds yours, and its place is decided anew.",
};

/** The normal path back, which is the way in. */
const ApplyAgain = ({ project }: { project: OwnProject }) => (
  <p>
    <TextLink href={`/projects/${project.slug}/apply`}>Apply again to {project.name}</TextLink>
  </p>
);

function Said({ told }: { told: string }) {
  return (
    <p className="mt-2 break-words whitespace-pre-line">
      <span className="text-ink-3">The team says: </span>
      {told}
    </p>
  );
}
