import "server-only";
import { plain, WALLS } from "@/app/_lib/download";
import { AppError } from "@/lib/errors";

type Served = { type: string; text: string } | { refused: string };

/** A document as text, for tools and people: what is hidden and what is absent answer alike, and a refusal says why. */
export async function served(work: () => Promise<Served>): Promise<Response> {
  try {
    const of = await work();
    if ("refused" in of) return plain(409, `${of.refused}\n`);
    return new Response(of.text, { headers: { ...WALLS, "content-type": of.type } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return plain(404, "Not found.\n");
    throw error;
  }
}
