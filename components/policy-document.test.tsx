import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { PolicyDocument } from "@/components/policy-document";
import { exportable } from "@/domain/policy/doors";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { parsePolicy } from "@/formats/policy/read";

const preset = (name: string) => parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
const T = Temporal.Instant.from("2027-01-04T09:00:00Z");
const drawn = (policy: Policy, team: string[] = []) =>
  renderToStaticMarkup(
    <PolicyDocument
      policy={policy}
      project={{ slug: "vllm", name: "vLLM" }}
      team={team}
      history={[
        {
          number: 2,
          version: "2",
          state: "announced",
          effectiveAt: T,
          adoptedAt: T,
          reason: null,
          vote: null,
        },
        {
          number: 1,
          version: "1",
          state: "in force",
          effectiveAt: T,
          adoptedAt: T,
          reason: "Begun",
          vote: "3-0",
        },
      ]}
      doors={exportable(policy)}
    />,
  );
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((m) => m[1] ?? "");

describe.each(Object.keys(PRESET_TEXTS))("the page of %s", (name) => {
  const html = drawn(preset(name), ["Ada L."]);

  test("has every anchor once, and each line of its table of contents leads to one", () => {
    const ids = all(html, /\sid="([^"]+)"/g);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const anchor of all(html, /href="#([^"]+)"/g)) expect(ids).toContain(anchor);
    for (const label of all(html, /aria-labelledby="([^"]+)"/g)) expect(ids).toContain(label);
  });

  test("leads elsewhere by plain links alone, which hand nothing on", () => {
    for (const a of all(html, /(<a [^>]*>)/g)) {
      const href = /href="([^"]*)"/.exec(a)?.[1] ?? "";
      if (/^[#/]/.test(href)) continue;
      expect(href).toMatch(/^(?:https?:\/\/|mailto:|tel:)/);
      expect(a).toContain('rel="noreferrer noopener nofollow"');
    }
  });

  test("says first where nothing can be reported yet, and says it nowhere else", () => {
    const said = html.indexOf("Reports cannot be received here yet");
    if (exportable(preset(name)).ok) expect(said).toBe(-1);
    else expect(said).toBeLessThan(html.indexOf('id="reporting"'));
    if (!exportable(preset(name)).ok) expect(said).toBeGreaterThan(0);
  });
});

describe("the page of vLLM", () => {
  const html = drawn(preset("vllm"), ["Ada L."]);

  test("begins with where to report, then where not, and ends with its versions", () => {
    const [first] = all(html, /<section id="([^"]+)"/g);
    expect(first).toBe("reporting");
    expect(html.indexOf("advisories/new")).toBeLessThan(html.indexOf("Do not report here"));
    expect(all(html, /<section id="([^"]+)"/g).at(-1)).toBe("history");
  });

  test("shows a target that is no link as text, script and placeholder alike", () => {
    const policy = preset("vllm");
    const contacts = [
      { name: "Click", target: "javascript:alert(1)" },
      { name: "Mail", target: "[security contact email]" },
      { name: "<img src=x onerror=alert(1)>", target: null },
    ];
    const html = drawn({ ...policy, contacts });
    expect(html).toContain("(javascript:alert(1))");
    expect(html).toContain("([security contact email])");
    expect(html).not.toMatch(/href="javascript|<img/);
  });

  test("shows the names that agreed, and the reason and vote of a version", () => {
    expect(html).toContain("Ada L.");
    expect(html).toContain("Begun");
    expect(html).toContain("Vote: 3-0");
    expect(html).toContain("Announced, not in force yet");
  });
});
