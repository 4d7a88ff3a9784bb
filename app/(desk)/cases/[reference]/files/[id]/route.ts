import { download } from "@/app/_lib/download";
import { requireMember } from "@/app/_lib/guard";
import { openFile, recordFileRead } from "@/data/files/download";

type Context = { params: Promise<{ reference: string; id: string }> };

/** A file of the case: the original, or with `?copy` what vendors get of it. */
async function answer(request: Request, { params }: Context, reads: boolean): Promise<Response> {
  const viewer = await requireMember();
  const asked = await params;
  const forVendors = new URL(request.url).searchParams.has("copy");
  const record = () => recordFileRead(viewer, { ...asked, forVendors });
  return download(() => openFile(viewer, asked, forVendors), reads ? record : null);
}

export const GET = (request: Request, context: Context) => answer(request, context, true);
export const HEAD = (request: Request, context: Context) => answer(request, context, false);
