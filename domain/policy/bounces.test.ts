import { expect, test } from "vitest";
import { HARD_BOUNCES_END } from "@/domain/organization/contact";
import { bounceRule } from "@/domain/policy/bounces";

test("mailboxes that refuse for good go by the policy's rule, and by ours, which is said, where it has none (P44)", () => {
  const bounces = { hardBounces: 4, action: "suspend" } as const;
  expect(bounceRule({ bounces })).toEqual({ ...bounces, ours: false });
  for (const policy of [null, { bounces: null }])
    expect(bounceRule(policy)).toEqual({ hardBounces: HARD_BOUNCES_END, action: "endContact", ours: true });
});
