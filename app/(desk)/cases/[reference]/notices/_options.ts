import type { DeskCase } from "@/app/_lib/case";
import type { audienceFor } from "@/data/notices/queries";
import { distance, inUtc } from "@/domain/time";

type Audience = Awaited<ReturnType<typeof audienceFor>>;

/** The choices of a notice's form: each organization with its groups, and with why it would not get one now. */
export function optionsOf({ groups, candidates, resolved }: Audience) {
  return {
    groups: groups.map((g) => ({ value: g.id, label: g.name, hint: g.description ?? undefined })),
    organizations: [...candidates]
      .sort((a, b) => a.name.localeCompare(b.name, "en"))
      .map((c) => {
        const out = resolved.leftOut.find((l) => l.organizationId === c.organizationId);
        const over = c.memberships.every((m) => m.state === "left" || m.state === "withdrawn");
        const where = c.memberships.map((m) => m.groupName).join(", ");
        return {
          value: c.organizationId,
          label: c.name,
          hint: out ? undefined : where,
          reason: out ? `Would not get it now. ${out.reason}.` : undefined,
          disabled: over,
        };
      }),
    // Active, even where no contact can receive it yet: the preview says so, and one may be admitted in time.
    active: candidates
      .filter((c) => c.memberships.some((m) => m.state === "active"))
      .map((c) => c.organizationId),
  };
}

export const releaseHint = ({ summary, now }: DeskCase): string =>
  summary.release
    ? `The embargo ends ${inUtc(summary.release.at)}, ${distance(summary.release.at, now)}. The notice leaves before that.`
    : "";
