import { orNotFound, requireMember } from "@/app/_lib/guard";
import { fromOurForms } from "@/app/_lib/post";
import { exportPerson } from "@/data/persons/export";

/** A person's data as a file. A POST: it leaves an entry. */
export const POST = fromOurForms(async (form) => {
  const viewer = await requireMember();
  const { json } = await orNotFound(exportPerson(viewer, { id: String(form.get("id") ?? "") }));
  return new Response(json, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="person.json"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
