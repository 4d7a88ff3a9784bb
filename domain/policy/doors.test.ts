import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { expiresAt, exportable, isPrivateDoor } from "@/domain/policy/doors";
import type { Channel } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { parsePolicy } from "@/formats/policy/read";

const preset = (name: string) => parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
const because = (name: string) => {
  const of = exportable(preset(name));
  return of.ok ? "exports" : of.because;
};

describe("what would be published of a policy", () => {
  test("is made of vLLM's, which has a private door", () => expect(because("vllm")).toBe("exports"));

  test.each(["omniseg", "openembeddings", "contour"])("is refused for a placeholder in %s", (name) =>
    expect(because(name)).toMatch(/placeholder: “.*\[/),
  );

  test.each(["vllm-omni", "vllm-omni-2"])("is refused for %s, which names no private door", (name) =>
    expect(because(name)).toBe(
      "The policy names no private door: no address or form where a report would stay private.",
    ),
  );

  test("is made or refused with a reason for every text that is shipped", () => {
    const said = Object.keys(PRESET_TEXTS).map((name) => [name, because(name)] as const);
    for (const [name, reason] of said) expect(reason, name).toMatch(/^exports$|^The policy .*\.$/);
    expect(
      said.filter(([, reason]) => reason === "The policy names no way to report.").map(([n]) => n),
    ).toEqual(["kubernetes", "openssl", "django", "openstack"]);
  });
});

const channel = (more: Partial<Channel>): Channel => ({
  kind: "email",
  words: "Mail",
  target: "security@example.org",
  private: null,
  personal: false,
  subject: null,
  encryption: null,
  urgent: false,
  text: null,
  ...more,
});

test.each([
  [{}, true],
  [{ private: true, kind: "other", target: "https://example.org/report" }, true],
  [{ kind: "phone", target: "tel:+12015550123" }, true],
  [{ private: false }, false],
  [{ target: null, private: true, personal: true }, false],
  [{ target: "https://example.org" }, false],
  [{ kind: "chat", target: "https://chat.example.org" }, false],
  [{ kind: "publicTracker", target: "https://example.org/issues" }, false],
  [{ kind: "form", target: "https://github.com/a/b/issues/new" }, false],
  [{ kind: "form", target: "javascript:alert(1)", private: true }, false],
] as [Partial<Channel>, boolean][])("a channel with %j is a private door: %s", (more, is) =>
  expect(isPrivateDoor(channel(more))).toBe(is),
);

describe("security.txt expires", () => {
  const t = (text: string) => Temporal.Instant.from(text);
  const vllm = preset("vllm");
  const saying = (expires: string): Policy => ({
    ...vllm,
    reporting: vllm.reporting && { ...vllm.reporting, expires },
  });
  const since = t("2027-01-01T00:00:00Z");

  test("364 days after the later of the last confirmation and the version's first day", () => {
    const end = "2027-12-31T00:00:00Z";
    expect(expiresAt(vllm, null, since).toString()).toBe(end);
    expect(expiresAt(vllm, t("2026-05-01T00:00:00Z"), since).toString()).toBe(end);
    expect(expiresAt(vllm, t("2027-01-02T00:00:00Z"), since).toString()).toBe("2028-01-01T00:00:00Z");
  });

  test("when the document says so, but never later than that", () => {
    expect(expiresAt(saying("2027-06-01T02:00:00+02:00"), null, since).toString()).toBe(
      "2027-06-01T00:00:00Z",
    );
    expect(expiresAt(saying("2037-06-01T00:00:00Z"), null, since).toString()).toBe("2027-12-31T00:00:00Z");
  });
});
