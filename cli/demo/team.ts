import type { Temporal } from "temporal-polyfill";
import { addMember } from "@/data/teams/commands";
import { transact } from "@/data/transaction";
import { systemViewer, viewerFor } from "@/data/viewer";
import type { ActingAs, Member, SignedIn } from "@/domain/viewer";

export type Team = {
  mara: () => Promise<Member>;
  tomas: () => Promise<Member>;
  jiwoo: () => Promise<Member>;
};

/** The people of the demo. Example domains only: none of these addresses can exist. */
export const MEMBERS = [
  { key: "mara", name: "Mara Lindqvist", email: "mara@team.example", admin: true },
  { key: "tomas", name: "Tomás Ferreira", email: "tomas@team.example", admin: false },
  { key: "jiwoo", name: "Ji-woo Han", email: "jiwoo@team.example", admin: false },
] as const;

export async function seedTeam(at: Temporal.Instant): Promise<Team> {
  const made: Record<string, () => Promise<Member>> = {};
  for (const { key, ...person } of MEMBERS) {
    const { userId, teamId } = await addMember(
      systemViewer("seed"),
      { ...person, team: "vLLM vulnerability management team" },
      { at },
    );
    made[key] = () => actingAs(userId, { role: "member", teamId }) as Promise<Member>;
  }
  return made as Team;
}

/** A person of the demo in one role, minted as a request would mint them. */
export async function actingAs(userId: string, acting: ActingAs): Promise<SignedIn> {
  const viewer = await transact(systemViewer("seed"), "read", (ctx) =>
    viewerFor(ctx, userId, acting, ctx.realNow),
  );
  if (!viewer) throw new Error("a person of the demo lost their role");
  return viewer;
}
