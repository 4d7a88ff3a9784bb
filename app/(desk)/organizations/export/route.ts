import { notFound } from "next/navigation";
import { storable } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { fieldsOf, filterOf } from "@/app/(desk)/organizations/filter";
import { exportDirectory } from "@/data/organizations/export";
import { listGroups } from "@/data/organizations/queries";
import { AppError } from "@/lib/errors";

/** What the filter of the directory finds, as a file that a browser keeps and never shows. */
export const POST = fromOurForms(async (form) => {
  const viewer = await requireMember();
  const value = (name: string) => {
    const given = form.get(name);
    return typeof given === "string" ? storable(given).slice(0, 100).trim() : "";
  };
  const filter = filterOf(value, await listGroups(viewer));
  try {
    const { text } = await exportDirectory(viewer, filter);
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="organizations.csv"',
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "step_up") throw error;
    return seeOther(
      `/step-up?to=${encodeURIComponent(`/organizations?${new URLSearchParams(fieldsOf(filter))}`)}`,
    );
  }
});

export const GET = () => notFound();
