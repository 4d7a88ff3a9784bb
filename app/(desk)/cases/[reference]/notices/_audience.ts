import type { AudiencePreviewProps } from "@/components/audience-preview";
import { type Candidate, type LeftOut, type Recipient, resolveRecipients } from "@/domain/notice/recipients";

/** Recipients and left out as lines of a list. */
export function linesOf(resolved: { included: Recipient[]; leftOut: LeftOut[] }): AudiencePreviewProps {
  return {
    included: resolved.included.map((r) => ({
      id: r.organizationId,
      name: r.name,
      detail: r.contacts.map((c) => (c.name ? `${c.name}, ${c.address}` : c.address)).join("\n"),
      reason: r.reason,
    })),
    leftOut: resolved.leftOut.map((l) => ({
      id: l.organizationId,
      name: l.name,
      detail: "",
      reason: l.reason,
    })),
  };
}

/** What the chosen groups and organizations come to, by the rule that decides at sending. */
export function previewOf(
  candidates: readonly Candidate[],
  groupIds: readonly string[],
  organizationIds: readonly string[],
): AudiencePreviewProps {
  const addressed = candidates.flatMap((c) => {
    const memberships = c.memberships.filter((m) => groupIds.includes(m.groupId));
    return memberships.length > 0
      ? [{ ...c, memberships, chosen: organizationIds.includes(c.organizationId) }]
      : [];
  });
  return linesOf(resolveRecipients("prenotification", addressed));
}
