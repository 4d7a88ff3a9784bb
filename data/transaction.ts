import { sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import * as codec from "@/data/codec";
import { DestroyedError, Keyring } from "@/data/keys/keyring";
import { connect, type Tx } from "@/db/client";
import { demoClock } from "@/db/schema";
import type { Sealed } from "@/db/schema/columns";
import type { Viewer } from "@/domain/viewer";
import { realNow } from "@/lib/clock";
import { derive, macOf } from "@/lib/crypto/wrapping";
import { env } from "@/lib/env";

/** What every read and write works with. */
export type Ctx<V extends Viewer = Viewer> = {
  tx: Tx;
  viewer: V;
  /** Domain time: embargoes, stages, reviews. Read once, the same for the whole transaction. */
  now: Temporal.Instant;
  /** Real time: sessions, leases, retries. */
  realNow: Temporal.Instant;
  keys: Keyring;
  seal(place: codec.Place, value: string): Promise<Sealed>;
  /** @throws SealError, DestroyedError */
  open(place: codec.Place, bytes: Sealed): Promise<string>;
  /** For what is no text: the pieces of a file. */
  sealBytes(place: codec.Place, plain: Uint8Array): Promise<Sealed>;
  /** @throws SealError, DestroyedError */
  openBytes(place: codec.Place, bytes: Sealed): Promise<Uint8Array>;
  /** The text, or what `destroyed` makes of the instant at which its key was destroyed. */
  openOr<T>(place: codec.Place, bytes: Sealed, destroyed: (at: Temporal.Instant) => T): Promise<string | T>;
  /**
   * Beyond the viewer's own rows, for a rule that must hold in projects that the viewer does not see; what it finds
   * never reaches the viewer. A test lists who uses it.
   */
  everywhere<T>(run: () => Promise<T>): Promise<T>;
  /** HMAC-SHA-256 under the key of a scope: for the record of what may not be in it. */
  mac(scope: string, text: string): Promise<Uint8Array>;
  /** 32 bytes of their own for one purpose of the deployment. */
  derive(purpose: string): Promise<Uint8Array>;
};

export type Options = {
  /** Domain time as an argument, for the demo's seed and for tests. */
  at?: Temporal.Instant | undefined;
};

/**
 * The only way to the database. Opens a transaction, tells PostgreSQL who asks, in which role, and what time it is,
 * and hands both on; a read is a snapshot that can't write.
 */
export async function transact<V extends Viewer, T>(
  viewer: V,
  mode: "read" | "write",
  run: (ctx: Ctx<V>) => Promise<T>,
  options: Options = {},
): Promise<T> {
  const { databaseUrl, demo, wrappingKeys } = env();
  return connect(databaseUrl).transaction(
    async (tx) => {
      const real = realNow();
      const now = options.at ?? (demo ? await domainTime(tx, real) : real);
      await tx.execute(sql`select
        set_config('curfew.viewer', ${viewer.kind}, true),
        set_config('curfew.user', ${"userId" in viewer ? viewer.userId : ""}, true),
        set_config('curfew.team', ${viewer.kind === "member" ? viewer.teamId : ""}, true),
        set_config('curfew.projects', ${viewer.kind === "member" ? viewer.projectIds.join(",") : ""}, true),
        set_config('curfew.contact', ${viewer.kind === "contact" ? viewer.contactId : ""}, true),
        set_config('curfew.organization', ${viewer.kind === "contact" ? viewer.organizationId : ""}, true),
        set_config('curfew.process', ${viewer.kind === "system" ? viewer.process : ""}, true),
        set_config('curfew.now', ${now.toString()}, true)`);
      const keys = new Keyring(tx, wrappingKeys);
      return run({
        tx,
        viewer,
        now,
        realNow: real,
        keys,
        seal: (place, value) => codec.seal(keys, place, value),
        open: (place, bytes) => codec.open(keys, place, bytes),
        sealBytes: (place, plain) => codec.sealBytes(keys, place, plain),
        openBytes: (place, bytes) => codec.openBytes(keys, place, bytes),
        openOr: (place, bytes, destroyed) =>
          codec.open(keys, place, bytes).catch((error: unknown) => {
            if (error instanceof DestroyedError) return destroyed(error.at);
            throw error;
          }),
        everywhere: async (work) => {
          await tx.execute(
            sql`select set_config('curfew.viewer', 'system', true), set_config('curfew.process', 'worker', true)`,
          );
          try {
            return await work();
          } finally {
            const process = viewer.kind === "system" ? viewer.process : "";
            const back = sql`select
              set_config('curfew.viewer', ${viewer.kind}, true), set_config('curfew.process', ${process}, true)`;
            // A transaction that failed takes no statement any more, and ends.
            await tx.execute(back).catch(() => {});
          }
        },
        mac: async (scope, text) => macOf((await keys.get(scope)).key, text),
        derive: async (purpose) => derive((await keys.get("deployment")).key, purpose),
      });
    },
    mode === "read"
      ? { accessMode: "read only", isolationLevel: "repeatable read" }
      : { isolationLevel: "read committed" },
  );
}

/** A read: one snapshot, by one viewer. */
export const read = <V extends Viewer, T>(
  viewer: V,
  run: (ctx: Ctx<V>) => Promise<T>,
  options?: Options,
): Promise<T> => transact(viewer, "read", run, options);

async function domainTime(tx: Tx, real: Temporal.Instant): Promise<Temporal.Instant> {
  const [row] = await tx.select({ seconds: demoClock.offsetSeconds }).from(demoClock);
  return row ? real.add({ seconds: row.seconds }) : real;
}
