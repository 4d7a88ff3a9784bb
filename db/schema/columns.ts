import { customType } from "drizzle-orm/pg-core";
import { Temporal } from "temporal-polyfill";

/** `timestamptz` as an instant: the driver hands over "2026-11-20 05:00:00.123+00", which is one space off ISO 8601. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (text) => Temporal.Instant.from(text.replace(" ", "T")),
  toDriver: (at) => at.toString(),
});

declare const sealed: unique symbol;
/** Bytes that came out of the codec (`data/codec.ts`); nothing else may be stored in a secret column. */
export type Sealed = Uint8Array & { readonly [sealed]: true };

/** A column that holds embargoed text. No SQL filters, sorts or constrains it. */
export const secret = customType<{ data: Sealed; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (bytes) => bytes as Sealed,
  toDriver: (bytes) => Buffer.from(bytes),
});

/** Bytes that hold no text: hashes, wrapped keys. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
});
