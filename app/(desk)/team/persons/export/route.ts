import { orNotFound, requireMember } from "@/app/_lib/guard";
import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { exportPerson } from "@/data/persons/export";
import { AppError } from "@/lib/errors";

/** A person's data as a file. A POST: it leaves an entry. */
export const POST = fromOurForms(async (form) => {
  const viewer = await requireMember();
  const id = String(form.get("id") ?? "");
  try {
    const { json } = await orNotFound(exportPerson(viewer, { id }));
    return new Response(json, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="person.json"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "step_up") return seeOther("/step-up?to=/team/persons");
    throw error;
  }
});
