import { restoreDuty } from "@/data/restores/queries";
import type { Ctx } from "@/data/transaction";
import type { Duty } from "@/domain/duties";
import type { Member } from "@/domain/viewer";

/** Database and checkpoints don't agree: everything waits for two members. */
export async function restoreDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const open = await restoreDuty(ctx);
  if (!open) return [];
  return [
    {
      id: "restore",
      tone: "danger",
      text: "The database and its checkpoints don’t agree: nothing is sent, and no vendor reads",
      detail: !open.proposed
        ? "A member looks at what is missing and proposes how it goes on"
        : open.own
          ? "You proposed to go on: another member confirms"
          : "A member proposed to go on: a second one confirms",
      due: null,
      urgent: true,
      action: { href: "/audit/restore", label: open.proposed && !open.own ? "Decide" : "Look" },
    },
  ];
}
