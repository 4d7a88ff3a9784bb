import { isRecused, type Ties } from "@/domain/recusal";

/** What an application is about, as far as it decides who may take part. */
export type Concerned = {
  /** The human who applies, and every address that the application names. */
  userId: string | null;
  addresses: readonly string[];
  /** The directory's entry that it was linked to, and those that it looks like. */
  organizationIds: readonly string[];
};

type Human = { userId: string; email: string };

/**
 * Who takes no part in an application, and why, by human and whatever session they act in (rule 14). A policy's insider
 * rule (P33) has no say in it (S14).
 * @param recorded who was recorded as taking no part
 */
export function recusals(
  of: Concerned,
  members: readonly Human[],
  ties: readonly Ties[],
  recorded: readonly string[],
): Map<string, string> {
  const found = new Map<string, string>(recorded.map((id) => [id, "It is on record that you take no part."]));
  for (const { userId, email } of members) {
    const because = tiedBy(of, { userId, email }, ties);
    if (because) found.set(userId, because);
  }
  return found;
}

function tiedBy(of: Concerned, { userId, email }: Human, ties: readonly Ties[]): string | null {
  if (of.userId === userId) return "You applied.";
  if (of.addresses.includes(email)) return "The application names your address.";
  const own = ties.find((t) => t.userId === userId);
  if (own && of.organizationIds.some((id) => isRecused(own, id)))
    return "You are tied to the organization that it is about, or to one that it looks like.";
  return null;
}
