/** Where the texts of a withdrawal are sealed. */
export const withdrawalPlace = (row: string, column: "reason" | "told") => ({
  scope: "deployment",
  table: "withdrawals",
  row,
  column,
});
