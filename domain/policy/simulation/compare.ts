import type { Simulation } from "@/domain/policy/simulation/simulate";

export type Change = { organizationId: string; name: string; what: "told" | "not_told"; because: string };

/** What a new version would change for each organization: who would be told that is not, and the other way round. */
export function changesBetween(present: Simulation, next: Simulation): Change[] {
  const [before, after] = [toldBy(present), toldBy(next)];
  const why = (s: Simulation, id: string) =>
    s.stages.flatMap((x) => x.notTold).find((x) => x.organizationId === id)?.because ??
    (s.offer.ok ? "No stage of it tells organizations" : s.offer.because);
  return [
    ...[...after].flatMap(([id, o]): Change[] =>
      before.has(id) ? [] : [{ organizationId: id, name: o.name, what: "told", because: o.because }],
    ),
    ...[...before].flatMap(([id, o]): Change[] =>
      after.has(id) ? [] : [{ organizationId: id, name: o.name, what: "not_told", because: why(next, id) }],
    ),
  ].sort((a, b) => a.name.localeCompare(b.name, "en") || (a.organizationId < b.organizationId ? -1 : 1));
}

const toldBy = (s: Simulation) =>
  new Map(s.stages.flatMap((stage) => stage.told.map((t) => [t.organizationId, t] as const)));
