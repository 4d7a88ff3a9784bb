import { notFound } from "next/navigation";
import { storable } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { exportEntries } from "@/data/record/export";
import { fieldsOf, recordFilter } from "@/domain/record";
import { AppError } from "@/lib/errors";

const TYPES = { csv: "text/csv", jsonl: "application/jsonl" };

/** What the filter of the Audit page finds, as a file that a browser keeps and never shows. */
export const POST = fromOurForms(async (form) => {
  const viewer = await requireMember();
  const format = form.get("format") === "jsonl" ? "jsonl" : "csv";
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? storable(value).slice(0, 100) : "";
  };
  const fields = fieldsOf(recordFilter(text));
  try {
    const { text } = await exportEntries(viewer, { format, fields });
    return new Response(text, {
      headers: {
        "content-type": `${TYPES[format]}; charset=utf-8`,
        "content-disposition": `attachment; filename="audit.${format}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === "step_up") return seeOther("/step-up?to=/audit");
    if (!(error instanceof AppError) || error.code !== "refused") throw error;
    return seeOther(`/audit?${new URLSearchParams({ ...fields, export: "too-many" })}`);
  }
});

export const GET = () => notFound();
