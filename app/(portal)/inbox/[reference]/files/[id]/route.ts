import { download } from "@/app/_lib/download";
import { requireContact } from "@/app/_lib/guard";
import { openSentFile, recordFileDownload } from "@/data/files/download";

type Context = { params: Promise<{ reference: string; id: string }> };

/** A file of the advisory, as it was sent to the reader's organization. */
async function answer({ params }: Context, reads: boolean): Promise<Response> {
  const viewer = await requireContact();
  const asked = await params;
  return download(() => openSentFile(viewer, asked), reads ? () => recordFileDownload(viewer, asked) : null);
}

export const GET = (_: Request, context: Context) => answer(context, true);
export const HEAD = (_: Request, context: Context) => answer(context, false);
