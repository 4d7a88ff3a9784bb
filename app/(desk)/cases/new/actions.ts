"use server";

import { formOf, valuesOf } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import { importOsv } from "@/data/cases/import";
import { startCase } from "@/data/cases/start";
import { MAX_RECORD_BYTES } from "@/formats/osv";
import type { FormState } from "@/lib/form-state";

/** Opens a case without a record; its vulnerabilities are added on it. */
export async function startEmpty(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    const { reference } = await startCase(viewer, input, options);
    return `/cases/${reference}`;
  });
}

export async function importRecord(_: FormState, sent: FormData): Promise<FormState> {
  const viewer = await requireMember();
  const form = formOf(sent);
  const file = form.get("file");
  if (file instanceof File && file.size > 0) {
    if (file.size > MAX_RECORD_BYTES)
      return {
        ok: false,
        message: "Nothing was imported. The file is larger than 512 kB.",
        fields: { file: "At most 512 kB. One file holds one record." },
        values: valuesOf(form),
      };
    form.set("record", await file.text());
  }
  return submit(form, async (input, options) => {
    const { reference } = await importOsv(viewer, input, options);
    return `/cases/${reference}`;
  });
}
