import { watchingViewer } from "@/data/auth";
import { boardVersion } from "@/data/deliveries/board";
import { AppError } from "@/lib/errors";

type Context = { params: Promise<{ reference: string; id: string }> };

const answer = (status: number, text = "") =>
  new Response(text, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  });

/** What an open delivery board asks for: a digest that changes when the board does, and says nothing of it. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const viewer = await watchingViewer();
  if (!viewer) return answer(401);
  if (viewer.kind !== "member") return answer(404);
  const { reference, id } = await params;
  try {
    return answer(200, await boardVersion(viewer, reference, id));
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return answer(404);
    throw error;
  }
}
