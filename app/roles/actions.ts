"use server";

import { redirect } from "next/navigation";
import { formOf } from "@/app/_lib/form";
import { requireAccount } from "@/app/_lib/guard";
import { homeOf } from "@/app/_lib/home";
import { actAs, myRoles } from "@/data/auth";

/** Acts in one of the roles that the human holds; anything else leads back to the choice. */
export async function chooseRole(sent: FormData): Promise<void> {
  await requireAccount();
  const form = formOf(sent);
  const roles = await myRoles();
  const chosen = roles[Number(form.get("role"))];
  if (!chosen || chosen.label !== form.get("label") || !(await actAs(chosen.acting))) redirect("/roles");
  redirect(homeOf({ kind: chosen.acting.role }));
}
