import { HARD_BOUNCES_END } from "@/domain/organization/contact";
import type { BounceRule } from "@/domain/policy/parts/vendor";
import type { Policy } from "@/domain/policy/policy";

/** What follows when a mailbox refuses for good (P44); ours where the policy says nothing (scenario S4). */
export const bounceRule = (policy: Pick<Policy, "bounces"> | null): BounceRule & { ours: boolean } =>
  policy?.bounces
    ? { ...policy.bounces, ours: false }
    : { hardBounces: HARD_BOUNCES_END, action: "endContact", ours: true };
