"use server";

import { createElement, type ReactNode } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { CaseTable } from "@/app/(desk)/cases/_table";
import { summaryOf, wantedOf } from "@/app/(desk)/cases/_wanted";
import type { Searched } from "@/components/case-search";
import { PageButtons } from "@/components/ui/pages";
import { listCases } from "@/data/cases/list";
import { recordTitlesRead } from "@/data/readings/reads";

/** Looks for cases. By POST: what a member types may be what the case is about, and stays out of addresses (rule 7). */
export async function searchCases(_: Searched, form: FormData): Promise<Searched> {
  const viewer = await requireMember();
  const wanted = wantedOf((name) => String(form.get(name) ?? ""));
  const found = await orNotFound(listCases(viewer, wanted, wanted.page));
  if (found.cases.length > 0) await orNotFound(recordTitlesRead(viewer, {}));
  const pages = createElement(PageButtons, { page: found.page, pages: found.pages, form: "case-search" });
  const table: ReactNode = createElement(CaseTable, { found, zone: await readerZone(), pages });
  return { ...wanted, state: wanted.state ?? "", found: table, summary: summaryOf(found, wanted.order) };
}
