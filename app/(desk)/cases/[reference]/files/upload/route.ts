import { notFound } from "next/navigation";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { foreign, seeOther } from "@/app/_lib/origin";
import { fileOfForm, TooLarge } from "@/app/_lib/upload";
import { mayUpload } from "@/data/files/queries";
import { FileRefused, uploadFile } from "@/data/files/upload";
import { FILE_BYTES, type Refusal } from "@/domain/file/limits";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { gate } from "@/lib/gate";
import { isFromHere } from "@/lib/origin";

type Context = { params: Promise<{ reference: string }> };

/** Each is in memory while it is taken in, once as it came and once without metadata. */
const enter = gate(3);

/** Takes in one file, from our own page alone. What is refused comes back to the page as a word that it explains. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isFromHere(request.headers, env().url)) return foreign();
  const viewer = await requireMember();
  const { reference } = await params;
  // Nothing is read from whom it is not taken.
  await orNotFound(mayUpload(viewer, reference));
  const page = `/cases/${reference}/files`;
  const refused = (because: Refusal) => seeOther(`${page}?refused=${because}`);
  const leave = enter();
  if (!leave) return refused("busy");
  try {
    const file = await fileOfForm(request, FILE_BYTES);
    if (!file) return refused("none");
    const { fileId } = await uploadFile(viewer, { reference, ...file });
    return seeOther(`${page}?added=${fileId}`);
  } catch (error) {
    if (error instanceof TooLarge) return refused("too_large");
    if (error instanceof FileRefused) return refused(error.reason);
    if (error instanceof TypeError) return refused("damaged");
    if (!(error instanceof AppError)) throw error;
    return error.code === "not_found" ? notFound() : refused("ended");
  } finally {
    leave();
  }
}

export const GET = () => notFound();
