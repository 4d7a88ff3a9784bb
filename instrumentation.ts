/**
 * What Next.js runs when a server begins. With another key than the database's it ends at once. Before the database was
 * compared with its checkpoints, vendors read nothing; the server itself is up meanwhile, and answers so.
 */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next.js puts a word in its place, so that its other runtime gets none of this.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  const { mostBytesAt } = await import("@/domain/limit/limits");
  (await import("@/lib/entrance")).guardEntrance({ ...env(), mostBytes: mostBytesAt });
  const { endOnWrongKey } = await import("@/data/keys/start");
  const { compareUntilDone } = await import("@/data/restores/start");
  const { systemViewer } = await import("@/data/viewer");
  await endOnWrongKey(systemViewer("web"));
  void compareUntilDone(systemViewer("web"));
}
