import { caseList } from "@/data/cases/list";
import { applicationDuties } from "@/data/duties/applications";
import { bounceDuties } from "@/data/duties/bounces";
import { caseDuties } from "@/data/duties/cases";
import { incidentDuties } from "@/data/duties/incidents";
import { membershipDuties } from "@/data/duties/memberships";
import { approvals, boards, stoppedMail } from "@/data/duties/notices";
import { organizationDuties } from "@/data/duties/organizations";
import { policyDuties } from "@/data/duties/policies";
import { recordDuties } from "@/data/duties/record";
import { restoreDuties } from "@/data/duties/restores";
import { releases, sendings } from "@/data/duties/upcoming";
import { doorDuties } from "@/data/policies/doors";
import { read } from "@/data/transaction";
import { groupDuties } from "@/domain/duties";
import type { Member } from "@/domain/viewer";

export type { Upcoming } from "@/data/duties/upcoming";

/** What needs the member, by when: the first screen. */
export const today = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const { cases: list } = await caseList(ctx);
    const duties = [
      ...(await restoreDuties(ctx)),
      ...(await recordDuties(ctx)),
      ...(await stoppedMail(ctx)),
      ...(await incidentDuties(ctx)),
      ...caseDuties(list, ctx.now),
      ...(await approvals(ctx)),
      ...(await boards(ctx, list)),
      ...(await policyDuties(ctx)),
      ...(await organizationDuties(ctx)),
      ...(await membershipDuties(ctx)),
      ...(await applicationDuties(ctx)),
      ...(await bounceDuties(ctx)),
      ...(await doorDuties(ctx)),
    ];
    return {
      groups: groupDuties(duties, ctx.now),
      cases: list.length,
      upcoming: [...releases(list, ctx.now), ...(await sendings(ctx))],
      now: ctx.now,
    };
  });
