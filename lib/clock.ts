import { Temporal } from "temporal-polyfill";

/** Real time. Nothing else reads it: rules take an instant as an argument. */
export const realNow = (): Temporal.Instant => Temporal.Now.instant().round("millisecond");
