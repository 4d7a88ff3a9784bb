/** Which organizations employ a person, or have them as a contact. Recusal goes by the human, not by role or session. */
export type Ties = { userId: string; organizationIds: readonly string[] };

/** Rule 14: a member employed by an organization takes no part in its application, sanction or exemption. */
export const isRecused = (ties: Ties, organizationId: string): boolean =>
  ties.organizationIds.includes(organizationId);

/**
 * Who can take part in a decision about an organization, so that a page can name whom to ask.
 * @param except those who took part already, such as the member who proposed it
 */
export const unconflicted = <M extends { userId: string }>(
  members: readonly M[],
  ties: readonly Ties[],
  organizationId: string,
  except: readonly string[] = [],
): M[] =>
  members.filter(
    (m) =>
      !except.includes(m.userId) && !ties.some((t) => t.userId === m.userId && isRecused(t, organizationId)),
  );

/** What a refusal says to a member who may not take part. */
export const recusedBecause = (organization: string, others: readonly { name: string }[]): string =>
  `You are tied to ${organization}, so you take no part in decisions about it. ${askOne(others)}`;

/** "Ask Ada or Ben.", or that too few are left. */
export const askOne = (others: readonly { name: string }[]): string =>
  others.length > 0
    ? `Ask ${others.map((o) => o.name).join(" or ")}.`
    : "Nobody else in the project may decide it: a member without ties to it must join.";
