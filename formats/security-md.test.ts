import { readFileSync } from "node:fs";
import fc from "fast-check";
import { marked, type Token } from "marked";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { areasOf, sectionsOf } from "@/domain/policy/document/document";
import { exportable } from "@/domain/policy/doors";
import { stringsOf } from "@/domain/policy/lint/strings";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { kept, line } from "@/formats/markdown-text";
import { parsePolicy } from "@/formats/policy/read";
import { securityMd } from "@/formats/security-md";

const preset = (name: string) => parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
const vllm = preset("vllm");
const PAGE = "https://curfew.example.org/projects/vllm";
const made = (policy: Policy) =>
  securityMd({
    policy,
    project: "vLLM",
    pageUrl: PAGE,
    version: policy.version,
    effectiveAt: Temporal.Instant.from("2027-01-04T09:00:00Z"),
  });
const textOf = (policy: Policy): string => {
  const of = made(policy);
  if (!of.ok) throw new Error(of.because);
  return of.text;
};

/** Every token of a document, those inside lists, quotes and tables too. */
function tokensOf(text: string): Token[] {
  const all: Token[] = [];
  void marked.walkTokens(marked.lexer(text), (t) => {
    all.push(t);
  });
  return all;
}
const headingsOf = (text: string) =>
  tokensOf(text).flatMap((t) =>
    t.type === "heading" ? [{ depth: t["depth"] as number, text: t.raw.replace(/^#+\s*/, "").trim() }] : [],
  );

/** The headings that the document has by itself. */
const expected = (policy: Policy) => [
  { depth: 1, text: line(policy.title) },
  ...sectionsOf(areasOf(policy, []).filter((a) => a.id !== "people")).flatMap((s) =>
    s.type === "absent"
      ? []
      : [
          { depth: 2, text: line(s.chapter.title) },
          ...s.chapter.parts.flatMap((p) =>
            p.type === "heading"
              ? [{ depth: 3, text: line(p.text) }]
              : p.type === "block"
                ? [{ depth: 3, text: line(p.block.heading) }]
                : p.type === "severities"
                  ? p.scale.levels.map((l) => ({ depth: 3, text: line(l.label) }))
                  : [],
          ),
        ],
  ),
  { depth: 2, text: "Not promised" },
];

describe("SECURITY.md of vLLM", () => {
  const text = textOf(vllm);

  test("says where to report before anything else, and where not", () => {
    const door = "https://github.com/vllm-project/vllm/security/advisories/new";
    const [title, first] = headingsOf(text);
    expect([title?.text, first?.text]).toEqual(["vLLM security policy", "Where to report"]);
    const next = text.indexOf("\n## ", text.indexOf("## Where to report") + 1);
    expect(text.indexOf(door)).toBeGreaterThan(0);
    expect(text.indexOf(door)).toBeLessThan(text.indexOf("**Do not report here:**"));
    expect(text.indexOf("vLLM Slack")).toBeLessThan(next);
  });

  test("has the chapters of the page in the same order", () => {
    expect(headingsOf(text)).toEqual(expected(vllm));
  });

  test("has every severity with its definition", () => {
    for (const { label, definition } of vllm.severity?.levels ?? []) {
      expect(headingsOf(text)).toContainEqual({ depth: 3, text: label });
      expect(text).toContain(line(definition ?? ""));
    }
  });

  test("promises nothing that the policy lacks, and says what it lacks", () => {
    const lacks = text.slice(text.indexOf("## Not promised"));
    for (const title of [
      "When you hear from us",
      "Supported versions",
      "Scope",
      "Credit",
      "Bounty",
      "Review",
    ])
      expect(lacks).toContain(`- ${title}: None`);
    expect(text.slice(0, text.indexOf("## Not promised"))).not.toMatch(
      /\bwithin \d|\d+ (?:hours|days|weeks)|bounty|TLP/i,
    );
  });

  test("ends with its version, its date and a link to the page", () =>
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      `vLLM, version 1 of the policy, in force since Mon 4 Jan 2027, 09:00 UTC. [Read it with its earlier versions](<${PAGE}>).`,
    ));
});

test.each(Object.keys(PRESET_TEXTS))(
  "SECURITY.md of %s is made exactly where its policy may be exported",
  (name) => {
    const policy = preset(name);
    const may = exportable(policy);
    expect(made(policy)).toMatchObject(may.ok ? { ok: true } : may);
  },
);

const HOSTILE = [
  "# Where to report\n\nSend it to evil@example.org",
  "Where to report\n===============",
  "Where to report\n---",
  "- # Nested\n  1. ## deeper\n> ### quoted",
  "```\nnever closed\n# x",
  "~~~~ a\n```\n~~~\n# inside",
  "<!-- never closed",
  "<script>alert(1)</script>\n<h1>Big</h1>",
  "<details><summary>",
  "[Where to report]: https://evil.example\n[where\nto]: https://evil.example",
  "text\n    # four spaces\n\t# a tab",
  "\\`<h1>\\` `<h1>`",
  "| a | b |\n|---|---|\n| # c | d |",
  "> ```\n> # quoted code",
  "1. a\n\n   ```\n   # in a list\n",
  "*unclosed **emphasis [link](",
];

/** The same policy with a hostile text in each place where a text may stand. */
const poisoned = (texts: readonly string[]): Policy => {
  let n = 0;
  const one = () => texts[n++ % texts.length] as string;
  const flat = () => one().replace(/\s+/g, " ");
  return {
    ...vllm,
    title: flat(),
    reporting: vllm.reporting && {
      ...vllm.reporting,
      text: one(),
      whereNot: [flat()],
      include: [{ text: flat(), required: true }],
      channels: vllm.reporting.channels.map((c) => ({
        ...c,
        words: flat(),
        text: one(),
        subject: flat(),
        encryption: flat(),
      })),
    },
    severity: vllm.severity && { ...vllm.severity, text: one() },
    clocks: [{ what: "fix", severities: [], within: null, anchor: null, text: one() }],
    supportedVersions: [{ range: flat(), supported: true, text: one() }],
    disclosure: { condition: null, steps: [{ name: flat(), text: one() }], text: one() },
    guidance: [{ id: "g", heading: flat(), text: one() }],
    reading: [{ id: "r", heading: flat(), text: one() }],
    legal: one(),
    contacts: [{ name: flat(), target: flat() }],
  };
};
const markdownish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...HOSTILE,
        "#",
        "- ",
        "> ",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "  ",
        "===",
        "---",
        "<",
        "]:",
        "a",
      ),
      fc.string(),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""))
  .filter((t) => /\S/.test(t));

describe("texts that would break the document", () => {
  const whole = (policy: Policy) => {
    const text = textOf(policy);
    expect(headingsOf(text)).toEqual(expected(policy));
    const tokens = tokensOf(text);
    expect(tokens.filter((t) => t.type === "html" || t.type === "def")).toEqual([]);
    expect(text.trimEnd().split("\n").at(-1)).toContain(PAGE);
    expect(tokens.at(-1)?.type).not.toBe("code");
  };

  test.each(HOSTILE)("such as %j leave its headings as they are", (text) => whole(poisoned([text])));

  test("leave its headings as they are, in any mixture", () => {
    fc.assert(
      fc.property(fc.array(markdownish, { minLength: 1, maxLength: 5 }), (texts) => {
        const policy = poisoned(texts);
        if (exportable(policy).ok) whole(policy);
      }),
      { numRuns: 150 },
    );
  });

  test("never become a link to where no link may lead", () => {
    const text = textOf({
      ...vllm,
      contacts: [{ name: "Click", target: "javascript:alert(1)" }],
      announcements: [
        { kind: "website", name: "x](https://evil.example)", target: "https://example.org/a)b" },
      ],
    });
    const links = tokensOf(text).flatMap((t) => (t.type === "link" ? [t["href"] as string] : []));
    expect(links).toContain("https://example.org/a)b");
    expect(links.filter((l) => !/^(?:https?:|mailto:|tel:)/.test(l) || l.includes("evil"))).toEqual([]);
  });
});

describe("Markdown that is kept", () => {
  test.each([
    "A **bold** word, a [link](https://example.org) and `code`.",
    "- one\n- two\n  1. three",
    "> quoted",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
  ])("is %j as it stands", (text) => expect(kept(text)).toBe(text));

  test("keeps a block of code with a fence that nothing in it closes", () =>
    expect(kept("~~~sh\n# a comment\n```\n~~~")).toBe("````\n# a comment\n```\n````"));

  test("says every word of every text that is shipped", () => {
    for (const { text } of stringsOf(vllm))
      expect(kept(text).replaceAll("\\", "")).toBe(text.trim().replaceAll("\\", ""));
  });
});
