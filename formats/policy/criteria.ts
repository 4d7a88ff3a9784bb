import { partsOf } from "@/domain/policy/eligibility";
import type { Criterion } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";

export type Problem = { path: (string | number)[]; message: string };

/** Nodes of all trees together: what a page shows and a member judges, one by one. */
const MAX_NODES = 2_000;
const MAX_DEPTH = 12;

type Placed = { path: (string | number)[]; node: Criterion; depth: number };

/** Every node of a tree with its path, from the root down, in the order of the text. */
function placed(node: Criterion, path: (string | number)[], depth = 1): Placed[] {
  const key = "all" in node ? "all" : "any" in node ? "any" : "of" in node ? "of" : null;
  const named = "not" in node ? ["not"] : ["waivedIf", "otherwise"];
  return [
    { path, node, depth },
    ...partsOf(node).flatMap((part, i) =>
      placed(part, [...path, ...(key === null ? [named[i] as string] : [key, i])], depth + 1),
    ),
  ];
}

/** Trees that are too large, statements that share a name, and names that are none of a statement. */
export function criteriaProblems(policy: Policy): Problem[] {
  const all = [
    { of: policy.eligibility, path: ["eligibility"] },
    ...policy.groups.map((g, i) => ({ of: g.eligibility, path: ["groups", i, "eligibility"] })),
  ].flatMap(({ of, path }) =>
    of === null
      ? []
      : [
          ...(of.criteria ? placed(of.criteria, [...path, "criteria"]) : []),
          ...of.exclusions.flatMap((x, i) => placed(x, [...path, "exclusions", i])),
        ],
  );
  const deep = all.find((p) => p.depth > MAX_DEPTH);
  if (deep)
    return [
      { path: deep.path, message: `Criteria go ${MAX_DEPTH} levels deep at most. Write them flatter.` },
    ];
  const beyond = all[MAX_NODES];
  if (beyond)
    return [
      {
        path: beyond.path,
        message: `Criteria have ${MAX_NODES} parts at most, all together. Take some out.`,
      },
    ];
  return namesOf(all, policy);
}

function namesOf(all: readonly Placed[], policy: Policy): Problem[] {
  const first = new Map<string, string>();
  const twice = all.flatMap(({ path, node }): Problem[] => {
    if (!("id" in node)) return [];
    const said = JSON.stringify(node);
    const earlier = first.get(node.id);
    if (earlier === undefined) first.set(node.id, said);
    return earlier === undefined || earlier === said
      ? []
      : [{ path: [...path, "id"], message: `${node.id} stands for another statement already.` }];
  });
  const unknown = (policy.prenotification?.recipients ?? []).flatMap((id, i): Problem[] =>
    first.has(id)
      ? []
      : [{ path: ["prenotification", "recipients", i], message: `No criterion has the id ${id}.` }],
  );
  return [...twice, ...unknown];
}
