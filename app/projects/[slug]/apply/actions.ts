"use server";

import { after } from "next/server";
import { attempt } from "@/app/_lib/form";
import { askAddress } from "@/data/applications/ask";
import { systemViewer } from "@/data/viewer";
import { normalizeAddress } from "@/domain/organization/contact";
import { AppError, invalidField } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

/** The same answer for every address, given before anybody looks; only what cannot be an address is said to be none. */
export async function ask(_: FormState, form: FormData): Promise<FormState> {
  return attempt(form, async (input) => {
    const address = typeof input["address"] === "string" ? normalizeAddress(input["address"]) : null;
    if (!address) throw invalidField("address", "This is not an address. Write it like name@vendor.example.");
    const groupId = String(input["groupId"] ?? "");
    after(async () => {
      try {
        await askAddress(systemViewer("web"), { groupId, address });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    });
    const slug = String(input["slug"] ?? "");
    return /^[a-z][a-z0-9-]{1,30}$/.test(slug) ? `/projects/${slug}/apply?asked=yes` : "/projects";
  });
}
