import type { Temporal } from "temporal-polyfill";
import { getsMail } from "@/domain/organization/contact";
import { takesMail, wantsOther } from "@/domain/policy/contacts";
import { type Directory, type Entry, placesIn, RANK, standingUnder } from "@/domain/policy/directory";
import { type Evaluated, pathOf } from "@/domain/policy/eligibility";
import type { ContentLevel, Stage } from "@/domain/policy/parts/prenotification";
import type { Policy } from "@/domain/policy/policy";
import { type Offer, prenotifiable } from "@/domain/policy/severity";
import { type When, whenOf } from "@/domain/policy/simulation/when";
import { AUDIENCES, CONTENT_LEVELS, DELIVERY_WAYS } from "@/domain/policy/vocabulary";
import { listed } from "@/domain/policy/words";

export type SimulatedStage = {
  name: string;
  audience: string;
  when: When;
  /** What is told, in words; empty where the text does not say. */
  content: readonly string[];
  optional: boolean;
  told: readonly { organizationId: string; name: string; because: string; addresses: number }[];
  notTold: readonly { organizationId: string; name: string; because: string }[];
};

export type Simulation = {
  version: string;
  offer: Offer;
  /** What a member would have to decide or know, in sentences. */
  decides: readonly string[];
  /** How it would be delivered, in words. */
  how: readonly string[];
  stages: readonly SimulatedStage[];
};

export type Asked = { severity: string | null; release: Temporal.Instant };

/**
 * Who would be told what, when and how by a policy, and who not, with the reasons: in each stage for groups, every
 * organization of the directory once. Nothing is sent and nothing decided.
 */
export function simulate(policy: Policy, directory: Directory, asked: Asked): Simulation {
  const offer = prenotifiable(policy, asked.severity);
  const stages = stagesFor(policy, asked.severity);
  const taken = placesIn(directory);
  return {
    version: policy.version,
    offer,
    decides: [
      ...(offer.ok && stages.length === 0 ? [noStage(asked.severity)] : []),
      ...decisions(policy, offer, asked.severity),
    ],
    how: (policy.prenotification?.ways ?? []).map((w) => DELIVERY_WAYS[w]),
    stages: stages.map((s) => simulatedStage(policy, s, directory, offer, taken, asked.release)),
  };
}

/** The plan of the text; where it has none, the one telling that its lead time speaks of. */
function stagesFor(policy: Policy, severity: string | null): Stage[] {
  const written = policy.prenotification?.stages ?? [];
  const fits = written.filter((s) => s.severities.length === 0 || s.severities.includes(severity ?? ""));
  if (written.length > 0) return fits;
  if (!policy.prenotification) return [];
  return [
    {
      name: "Prenotification",
      audience: "group",
      groups: [],
      offset: null,
      anchor: null,
      content: [],
      severities: [],
      repeatEvery: null,
      optional: false,
      text: policy.prenotification.leadTime,
    },
  ];
}

const noStage = (severity: string | null): string =>
  severity === null
    ? "No stage of the policy fits such a case."
    : `No stage of the policy is for ${severity}.`;

function decisions(policy: Policy, offer: Offer, severity: string | null): string[] {
  const level = policy.severity?.levels.find((l) => l.label === severity);
  return [
    ...(offer.ok
      ? offer.duty
        ? [`Every case of ${severity ?? "whatever severity"} is prenotified.`]
        : ["A member decides for each case whether it is prenotified."]
      : [offer.because, ...(offer.override ? ["Two members may decide otherwise, with a reason."] : [])]),
    ...(level?.conditions ?? []).map((c) => `A member weighs: ${c}`),
    ...(policy.consent?.when === "perCase"
      ? ["Each organization accepts the terms for the case first."]
      : []),
  ];
}

function simulatedStage(
  policy: Policy,
  stage: Stage,
  directory: Directory,
  offer: Offer,
  taken: ReadonlyMap<string, number>,
  release: Temporal.Instant,
): SimulatedStage {
  const groups = stage.groups.length > 0 ? stage.groups : policy.groups.map((g) => g.name);
  const found =
    stage.audience === "group" ? directory.map((e) => reached(policy, e, groups, offer, taken, release)) : [];
  return {
    name: stage.name,
    audience: stage.audience === "group" && groups.length > 0 ? groups.join(", ") : AUDIENCES[stage.audience],
    when: whenOf(stage.offset, stage.anchor, release, stage.text),
    content: stage.content.map((c: ContentLevel) => CONTENT_LEVELS[c]),
    optional: stage.optional,
    told: found.flatMap((f) => ("addresses" in f ? [f] : [])),
    notTold: found.flatMap((f) => ("addresses" in f ? [] : [f])),
  };
}

function reached(
  policy: Policy,
  entry: Entry,
  groups: readonly string[],
  offer: Offer,
  taken: ReadonlyMap<string, number>,
  now: Temporal.Instant,
) {
  const of = { organizationId: entry.organizationId, name: entry.name };
  const held = entry.memberships.filter((m) => groups.includes(m.group));
  const active = held.filter((m) => m.state === "active");
  const able = entry.contacts.filter((c) => getsMail(c));
  const addresses = able.filter((c) => takesMail(policy, c.kind)).length;
  if (!offer.ok) return { ...of, because: offer.because };
  if (held.length === 0)
    return {
      ...of,
      because: `It is in ${entry.memberships.map((m) => m.group).join(", ")}, and this stage is for ${groups.join(", ") || "no group"}`,
    };
  if (active.length === 0) return { ...of, because: "It is paused" };
  if (addresses === 0)
    return { ...of, because: able.length > 0 ? wantsOther(policy) : "It has no confirmed contact" };
  const names = active.map((m) => m.group);
  // Of several groups the one whose criteria it meets least surely is what somebody has to know.
  const [found] = names
    .map((group) => standingUnder(policy, entry, group, taken, now))
    .sort((a, b) => RANK[a.standing] - RANK[b.standing]);
  return {
    ...of,
    because: `Active in ${listed(names)}. ${found ? criteriaWords(found) : ""}`,
    addresses,
  };
}

function criteriaWords(found: Evaluated): string {
  if (found.standing === "met") return "The criteria are met.";
  const [, ...why] = pathOf(found);
  const reason = why.at(-1) ?? found.because;
  return found.standing === "not_met"
    ? `It would not qualify anew: ${reason}.`
    : `Whether it qualifies needs a person: ${reason}.`;
}
