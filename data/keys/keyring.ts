import { sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import type { Tx } from "@/db/client";
import { dataKeys } from "@/db/schema";
import type { DataKey } from "@/lib/crypto/sealed";
import { unwrap, type WrappingKey } from "@/lib/crypto/wrapping";

const columns = {
  id: dataKeys.id,
  scope: dataKeys.scope,
  wrapped: dataKeys.wrapped,
  wrappedBy: dataKeys.wrappedBy,
  destroyedAt: dataKeys.destroyedAt,
};
type Row = Pick<typeof dataKeys.$inferSelect, keyof typeof columns>;

/** The key was destroyed: what it sealed is gone for good. */
export class DestroyedError extends Error {
  override readonly name = "DestroyedError";
  constructor(
    readonly scope: string,
    readonly at: Temporal.Instant,
  ) {
    super("the key was destroyed");
  }
}

/**
 * The data keys that one transaction uses. Keys that are asked for in the same turn are read by one query, so that a list
 * of thousands costs one; nothing is kept after the transaction, so that a destroyed key is gone everywhere at once.
 */
export class Keyring {
  readonly #known = new Map<string, Promise<DataKey>>();
  #asked = new Map<string, { resolve: (key: DataKey) => void; reject: (error: unknown) => void }>();

  constructor(
    private readonly tx: Tx,
    private readonly wrappingKeys: readonly WrappingKey[],
  ) {}

  /**
   * @param scope the id of a case or incident, or "deployment"
   * @throws DestroyedError, or Error when the viewer has no such key
   */
  get(scope: string): Promise<DataKey> {
    const known = this.#known.get(scope);
    if (known) return known;
    if (this.#asked.size === 0) queueMicrotask(() => void this.#read());
    const asked = new Promise<DataKey>((resolve, reject) => this.#asked.set(scope, { resolve, reject }));
    this.#known.set(scope, asked);
    return asked;
  }

  /** A key that was made in this transaction. */
  put(scope: string, key: DataKey): void {
    this.#known.set(scope, Promise.resolve(key));
  }

  async #read(): Promise<void> {
    const asked = this.#asked;
    this.#asked = new Map();
    try {
      const rows = await this.tx
        .select(columns)
        .from(dataKeys)
        .where(sql`${dataKeys.scope} = any(${sql.param([...asked.keys()])}::text[])`);
      const found = new Map(rows.map((r) => [r.scope, r]));
      for (const [scope, { resolve, reject }] of asked) {
        try {
          resolve(this.#open(scope, found.get(scope)));
        } catch (error) {
          reject(error);
        }
      }
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
  }

  #open(scope: string, row: Row | undefined): DataKey {
    if (!row) throw new Error(`there is no data key for ${scope}`);
    if (row.destroyedAt) throw new DestroyedError(scope, row.destroyedAt);
    const by = this.wrappingKeys.find((k) => k.id === row.wrappedBy);
    if (!by || !row.wrapped)
      throw new Error(`CURFEW_MASTER_KEY lacks the key ${row.wrappedBy}, which wrapped the key of ${scope}`);
    return { id: row.id, key: unwrap(by, row.id, scope, row.wrapped) };
  }
}
