import { describe, expect, test } from "vitest";
import { bucketsOf, classOf, KINDS, LIMITS, mostBytesAt, type RequestClass } from "@/domain/limit/limits";

const classes = Object.keys(LIMITS) as RequestClass[];
const person = { address: "203.0.113.5", account: "a", organization: "o" };

test.each<[string, string, boolean, RequestClass]>([
  ["GET", "/", false, "page"],
  ["HEAD", "/advisories/VLLM-7K3QD", false, "page"],
  ["GET", "/sign-in/confirm", false, "page"],
  ["GET", "/cases/VLLM-7K3QD", false, "page"],
  ["GET", "/api/health", false, "health"],
  ["GET", "/cases/VLLM-7K3QD", true, "desk"],
  ["GET", "/advisories", true, "desk"],
  ["GET", "/cases/VLLM-7K3QD/notices/1/version", true, "watch"],
  ["GET", "/cases/VLLM-7K3QD/files/1", true, "download"],
  ["POST", "/audit/export", true, "download"],
  ["POST", "/sign-in", false, "sign-in"],
  ["POST", "/cases/VLLM-7K3QD", false, "sign-in"],
  ["POST", "/cases/VLLM-7K3QD/files/upload", false, "sign-in"],
  ["POST", "/contact/confirm/answer", false, "sign-in"],
  ["POST", "/cases/VLLM-7K3QD", true, "change"],
  ["POST", "/cases/VLLM-7K3QD/files/upload", true, "upload"],
  ["POST", "/files/upload", true, "download"],
  ["POST", "/inbox/VLLM-7K3QD/files/upload", true, "download"],
  ["POST", "/api/webhooks/resend", false, "webhook"],
])("%s %s, signed in: %s, is %s", (method, path, signedIn, of) =>
  expect(classOf({ method, path, signedIn })).toBe(of),
);

describe("limits", () => {
  test.each(classes.filter((c) => c !== "health"))(
    "%s is bounded for one address and for everybody",
    (of) => {
      const row = LIMITS[of];
      expect(row.address).toBeLessThanOrEqual(row.everybody ?? 0);
      for (const kind of KINDS) if (row[kind] !== undefined) expect(row[kind]).toBeGreaterThan(0);
    },
  );

  test("what is done by somebody who is signed in is bounded for the account and for the organization too", () => {
    for (const of of classes.filter((c) => !["page", "sign-in", "webhook", "health"].includes(c)))
      expect(bucketsOf(of, person, 1).map((b) => b.kind)).toEqual([...KINDS]);
  });

  test("the narrowest window comes first, and a scale widens all of them", () => {
    expect(bucketsOf("sign-in", { ...person, account: null, organization: null }, 3)).toEqual([
      { kind: "address", value: "203.0.113.5", most: 90, seconds: 600 },
      { kind: "everybody", value: "", most: 6000, seconds: 600 },
    ]);
  });

  test("one address has far fewer tries at signing in than anybody has pages", () => {
    const perMinute = (of: RequestClass) => (LIMITS[of].address ?? 0) / LIMITS[of].minutes;
    expect(perMinute("sign-in") * 100).toBeLessThan(perMinute("page"));
  });

  test("a body may be large only where files are sent", () => {
    expect(mostBytesAt("/cases/VLLM-7K3QD/files/upload")).toBeGreaterThan(10 * 2 ** 20);
    expect(mostBytesAt("/cases/VLLM-7K3QD")).toBe(4 * 2 ** 20);
    expect(mostBytesAt("/api/webhooks/resend")).toBe(64 * 1024);
  });
});
