/**
 * Every advisory lock of ours, so that no two uses share a number: PostgreSQL knows them by it alone, over all processes of
 * a database.
 */
export const LOCKS = {
  /** Any number of starts may migrate at once; they take turns. */
  migration: 7_302_811,
  /** One process at a time works with the file of checkpoints, over all machines. */
  checkpoints: 7_302_812,
  /** One restore into a database at a time: the second one waits, and then finds rows. */
  restore: 7_302_813,
  /** Who begins a call to a transport shares it, who stops sending has it alone. */
  calls: 7_302_814,
  /** Contacts of one legal entity are admitted one after the other, so that a limit over its names holds. */
  contacts: 7_302_816,
  /** One backup of a database at a time. */
  backup: 7_302_815,
} as const;
