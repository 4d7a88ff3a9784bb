import type { applications } from "@/db/schema";

/** Where each sealed text of an application stands. */
const places =
  <C extends string>(table: string) =>
  (row: string, column: C) => ({ scope: "deployment", table, row, column });

export const applicationPlace = places<"answers" | "message" | "decision" | "appeal">("applications");
export const notePlace = places<"text">("application_notes");
export const markPlace = places<"reason">("application_marks");
export const voucherPlace = places<"text">("application_vouchers");
export const votePlace = places<"reason">("application_votes");

export type ApplicationRow = typeof applications.$inferSelect;
