import type { Ctx } from "@/data/transaction";
import { type Signer, signerFrom } from "@/lib/ed25519";
import { toHex } from "@/lib/sha256";

/** What signs the checkpoints of this database. Drawn from the deployment's data key, which is not in the database. */
export const checkpointSigner = async (ctx: Ctx): Promise<Signer> =>
  signerFrom(await ctx.derive("checkpoints: signing"));

export const publicKeyOf = async (ctx: Ctx): Promise<string> =>
  toHex((await checkpointSigner(ctx)).publicKey);

/** An id of the database that says nothing of it, as a random UUID. */
export async function databaseId(ctx: Ctx): Promise<string> {
  const bytes = (await ctx.derive("checkpoints: database")).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
