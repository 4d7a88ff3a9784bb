import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { storable } from "@/app/_lib/form";

/** The id of an address. What cannot be one is as absent as what never was. */
export async function idOf(params: Promise<{ id: string }>): Promise<string> {
  const parsed = z.uuid().safeParse((await params).id);
  return parsed.success ? parsed.data : notFound();
}

/** One value of an address's query; nothing where it is missing or given twice. */
export const textOf = (value: string | string[] | undefined, most = 100): string =>
  typeof value === "string" ? storable(value).slice(0, most) : "";
