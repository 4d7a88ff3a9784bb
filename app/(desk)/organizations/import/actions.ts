"use server";

import { attempt, formOf } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { submit } from "@/app/_lib/submit";
import type { FormAnswer } from "@/components/action-form";
import { applyImport } from "@/data/imports/apply";
import { type Preview, previewImport } from "@/data/imports/preview";
import { MOST_BYTES } from "@/domain/organization/list";
import { decodeList } from "@/formats/directory/decode";
import { TOO_LARGE } from "@/formats/directory/read";
import { invalidField, refused } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

/** A form sends every end of a line as two characters: the list is as large as it was. */
const asPasted = (text: string): string => text.replaceAll("\r\n", "\n");

/** What was pasted, or the file. */
async function textFrom(form: FormData, typed: unknown): Promise<string> {
  const file = form.get("file");
  const pasted = typeof typed === "string" ? asPasted(typed) : "";
  if (!(file instanceof File) || file.size === 0) return pasted;
  if (pasted.trim() !== "") throw invalidField("file", "Paste a list or choose a file, not both.");
  if (file.size > MOST_BYTES) throw refused(TOO_LARGE);
  const decoded = decodeList(new Uint8Array(await file.arrayBuffer()));
  if (!decoded.ok) throw refused(decoded.because);
  return asPasted(decoded.text);
}

/** Shows what a list would do. Nothing is written. */
export async function look(_: FormAnswer, form: FormData): Promise<FormAnswer> {
  const viewer = await requireMember();
  let list: Preview | undefined;
  let text: string | undefined;
  const answer = await attempt(form, async (input) => {
    text = await textFrom(formOf(form), input["text"]);
    list = await previewImport(viewer, text);
    return undefined;
  });
  if (!answer) return null;
  return {
    ...answer,
    values: { ...answer.values, ...(text === undefined ? {} : { text }) },
    ...(list ? { list } : {}),
  };
}

export async function apply(_: FormState, form: FormData): Promise<FormState> {
  const viewer = await requireMember();
  return submit(form, async (input, options) => {
    const { added, changed, proposed } = await applyImport(
      viewer,
      { text: asPasted(String(input["text"] ?? "")), digest: input["digest"] },
      options,
    );
    return `/organizations/import?${new URLSearchParams({ added: String(added), changed: String(changed), proposed: String(proposed) })}`;
  });
}
