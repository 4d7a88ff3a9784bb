import type { Temporal } from "temporal-polyfill";
import type { Criterion, Eligibility, Group, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { type Proof, standingOfStatement } from "@/domain/policy/proof";

/** What a person says of a statement; their judgement is never guessed (rule 13). */
export const VERDICTS = ["met", "not_met"] as const;
export type Verdict = (typeof VERDICTS)[number];
export type Standing = Verdict | "needs_person";

/** What is on record of an organization at an instant. */
export type OnRecord = {
  /** By id of the statement. */
  proofs: ReadonlyMap<string, readonly Proof[]>;
  /** How many others hold a place, by what a limit applies to. */
  taken: ReadonlyMap<string, number>;
  now: Temporal.Instant;
};

/** A node of the tree with its answer; `decided` are those of its parts that it follows from. */
export type Evaluated = {
  standing: Standing;
  /** What the node asks, in words. */
  asks: string;
  because: string;
  parts: readonly Evaluated[];
  decided: readonly Evaluated[];
  /** The statement, for a leaf. */
  id: string | null;
};

/** The statements of a tree, in the order of the text, each once. */
export function predicatesOf(criterion: Criterion | null): Predicate[] {
  if (criterion === null) return [];
  const all = "id" in criterion ? [criterion] : partsOf(criterion).flatMap(predicatesOf);
  return all.filter((p, i) => all.findIndex((q) => q.id === p.id) === i);
}

/** The parts of a node, in the order of the text. */
export function partsOf(c: Criterion): readonly Criterion[] {
  if ("all" in c) return c.all;
  if ("any" in c) return c.any;
  if ("of" in c) return c.of;
  if ("not" in c) return [c.not];
  if ("waivedIf" in c) return [c.waivedIf, c.otherwise];
  return [];
}

/** The fewest places that a text names for a group by its name; null where it names none. */
export function placesFor(eligibility: Eligibility | null, group: string): number | null {
  const within = (c: Criterion): number[] =>
    "id" in c
      ? []
      : "capacity" in c
        ? c.appliesTo === group
          ? [c.capacity]
          : []
        : partsOf(c).flatMap(within);
  const { capacity, criteria } = eligibility ?? { capacity: null, criteria: null };
  const all = [
    ...(capacity && capacity.appliesTo === group ? [capacity.max] : []),
    ...(criteria ? within(criteria) : []),
  ];
  return all.length > 0 ? Math.min(...all) : null;
}

/** The eligibility of a group: its own, else the policy's. */
export const eligibilityOf = (policy: Policy, group?: Group | null): Eligibility | null =>
  group?.eligibility ?? policy.eligibility;

/** Every statement that the policy makes about organizations, its groups' own and exclusions included. */
export function statementsOf(policy: Policy): Predicate[] {
  const all = [policy.eligibility, ...policy.groups.map((g) => g.eligibility)].flatMap((e) =>
    e ? [...predicatesOf(e.criteria), ...e.exclusions.flatMap(predicatesOf)] : [],
  );
  return all.filter((p, i) => all.findIndex((q) => q.id === p.id) === i);
}

/** Evaluates one criterion over what is on record; what nobody judged *needs a person*, and so does what depends on it. */
export function evaluate(c: Criterion, on: OnRecord): Evaluated {
  if ("id" in c) {
    const { standing, because } = standingOfStatement(c, on.proofs.get(c.id) ?? [], on.now);
    return { standing, because, asks: c.text, parts: [], decided: [], id: c.id };
  }
  if ("capacity" in c) return places(c.capacity, c.appliesTo, on);
  const parts = partsOf(c).map((p) => evaluate(p, on));
  if ("not" in c) return inverted(parts);
  if ("waivedIf" in c) return waived(parts);
  const [needed, asks] =
    "all" in c
      ? [c.all.length, "All of these"]
      : "any" in c
        ? [1, "Any of these"]
        : [c.atLeast, `At least ${c.atLeast} of these`];
  return counted(parts, needed, asks);
}

function counted(parts: readonly Evaluated[], needed: number, asks: string): Evaluated {
  const by = (s: Standing) => parts.filter((p) => p.standing === s);
  const [met, lost, open] = [by("met"), by("not_met"), by("needs_person")];
  const node = { asks, parts, id: null };
  if (met.length >= needed)
    return { ...node, standing: "met", decided: met, because: `${met.length} of ${parts.length} are met` };
  if (met.length + open.length < needed)
    return {
      ...node,
      standing: "not_met",
      decided: lost,
      because: `${lost.length} of ${parts.length} are not met`,
    };
  return {
    ...node,
    standing: "needs_person",
    decided: open,
    because: `${open.length} of ${parts.length} wait for a member`,
  };
}

function inverted(parts: readonly Evaluated[]): Evaluated {
  const [part] = parts as [Evaluated];
  const standing = part.standing === "met" ? "not_met" : part.standing === "not_met" ? "met" : "needs_person";
  return { standing, asks: "Not this", because: part.because, parts, decided: [part], id: null };
}

function waived(parts: readonly Evaluated[]): Evaluated {
  const [when, otherwise] = parts as [Evaluated, Evaluated];
  const node = { asks: "Waived for whom the first fits, else the second", parts, id: null };
  if (when.standing === "met")
    return { ...node, standing: "met", decided: [when], because: "the waiver fits" };
  if (otherwise.standing === "met" || when.standing === "not_met")
    return {
      ...node,
      standing: otherwise.standing,
      // Without the waiver's own *no* a refusal would not follow.
      decided: otherwise.standing === "not_met" ? [when, otherwise] : [otherwise],
      because: otherwise.because,
    };
  return {
    ...node,
    standing: "needs_person",
    decided: [when],
    because: "whether the waiver fits waits for a member",
  };
}

function places(max: number, appliesTo: string, on: OnRecord): Evaluated {
  const taken = on.taken.get(appliesTo);
  const node = { asks: `${max} places: ${appliesTo}`, parts: [], decided: [], id: null };
  if (taken === undefined)
    return { ...node, standing: "needs_person", because: "nobody counted the places that are taken" };
  return {
    ...node,
    standing: taken < max ? "met" : "not_met",
    because: `${taken} of ${max} places are taken`,
  };
}

/** The whole: an exclusion vetoes, places must be left, and the criteria must be met. Nothing silent is a yes. */
export function evaluateAll(eligibility: Eligibility | null, on: OnRecord): Evaluated {
  const parts = [
    ...(eligibility?.exclusions ?? []).map((c): Evaluated => {
      const found = inverted([evaluate(c, on)]);
      return { ...found, asks: "Excluded is whom this fits" };
    }),
    ...(eligibility?.capacity ? [places(eligibility.capacity.max, eligibility.capacity.appliesTo, on)] : []),
    ...(eligibility?.criteria ? [evaluate(eligibility.criteria, on)] : []),
  ];
  if (eligibility?.criteria) {
    const [only] = parts;
    return parts.length === 1 && only ? only : counted(parts, parts.length, "All of these");
  }
  const none = "the policy names no criteria, so members decide";
  const veto = parts.find((p) => p.standing === "not_met");
  return {
    standing: veto ? "not_met" : "needs_person",
    asks: "A decision by members",
    because: veto?.because ?? none,
    parts,
    decided: veto ? [veto] : [],
    id: null,
  };
}

/** The path that decided, from the whole down to the statements, one sentence each. */
export function pathOf(e: Evaluated): string[] {
  const word = { met: "met", not_met: "not met", needs_person: "needs a person" }[e.standing];
  return [`${e.asks}: ${word}, ${e.because}`, ...e.decided.flatMap(pathOf)];
}
