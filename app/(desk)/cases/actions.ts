"use server";

import { formOf } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { rowsOf } from "@/app/(desk)/cases/_rows";
import { summaryOf, wantedOf } from "@/app/(desk)/cases/_wanted";
import type { Searched } from "@/components/case-search";
import { listCases } from "@/data/cases/list";
import { recordTitlesRead } from "@/data/readings/reads";

/** Looks for cases. By POST: what a member types may be what the case is about, and stays out of addresses (rule 7). */
export async function searchCases(_: Searched, form: FormData): Promise<Searched> {
  const viewer = await requireMember();
  const given = formOf(form);
  const wanted = wantedOf((name) => String(given.get(name) ?? ""));
  const found = await orNotFound(listCases(viewer, wanted, wanted.page));
  if (found.cases.length > 0) await orNotFound(recordTitlesRead(viewer, {}));
  return {
    ...wanted,
    state: wanted.state ?? "",
    rows: rowsOf(found, await readerZone()),
    total: found.total,
    page: found.page,
    pages: found.pages,
    summary: summaryOf(found, wanted.order),
  };
}
