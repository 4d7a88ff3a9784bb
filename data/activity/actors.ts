import { inArray } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { users } from "@/db/schema";

type Actor = { actorKind: string; actorId: string | null; actorProcess: string | null; facts: unknown };

/** Whoever signs in is nobody yet when the entry is written: its facts name who it was. */
const humanOf = (row: Actor): string | null => {
  const named = row.actorProcess === "sign-in" ? (row.facts as { userId?: unknown }).userId : null;
  return row.actorId ?? (typeof named === "string" ? named : null);
};

/** Who acted, in words, for entries that name humans by their id: as they are called now. */
export async function actorsOf(ctx: Ctx, rows: readonly Actor[]): Promise<(row: Actor) => string> {
  const ids = [...new Set(rows.flatMap((r) => humanOf(r) ?? []))];
  const people = await ctx.tx
    .select({ id: users.id, name: users.name, erasedAt: users.erasedAt })
    .from(users)
    .where(inArray(users.id, ids));
  return (row) => {
    if (row.actorKind === "public") return "somebody not signed in";
    if (row.actorProcess === "cli") return "the operator, on the terminal";
    const id = humanOf(row);
    if (row.actorKind === "system" && !id) return "Curfew";
    const human = people.find((p) => p.id === id);
    if (!human) return "somebody who is not known any more";
    return human.erasedAt ? "somebody whose data was erased" : human.name;
  };
}
