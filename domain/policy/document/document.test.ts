import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areasOf, isAbsent, sectionsOf } from "@/domain/policy/document/document";
import { stringsOf } from "@/domain/policy/lint/strings";
import type { Policy } from "@/domain/policy/policy";
import { PRESET_TEXTS } from "@/domain/policy/presets";
import { parsePolicy } from "@/formats/policy/read";
import { anyPolicy } from "@/tests/policies";

const preset = (name: string) => parsePolicy(readFileSync(`policies/${name}.yaml`, "utf8"));
const names = Object.keys(PRESET_TEXTS);
const squeezed = (text: string) => text.toLowerCase().replace(/[`'.\s]+/g, "");

/** Everything that a reader of the document comes across. */
const whole = (policy: Policy, team: string[] = []) =>
  squeezed(JSON.stringify(areasOf(policy, team)).replaceAll("\\n", " ").replaceAll('\\"', '"'));

/** Its heading and its page's link stand outside of the document. */
const OUTSIDE = ["title", "source", "version", "effectiveFrom"];
/** Read by tools; the words beside them are in the document. */
const NAMES = ["id", "criterion", "code", "recipients", "expires"];

describe("a policy as a document", () => {
  test.each(names)("shows every word of %s", (name) => {
    const policy = preset(name);
    const shown = whole(policy);
    const missing = stringsOf(policy).filter(({ path, text }) => {
      const inside = !OUTSIDE.includes(String(path[0])) && !path.some((p) => NAMES.includes(String(p)));
      return inside && /\s/.test(text.trim()) && !shown.includes(squeezed(text.replaceAll('\\"', '"')));
    });
    expect(missing).toEqual([]);
  });

  test("begins with where to report, and has an anchor of its own for each chapter and text", () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const areas = areasOf(policy, ["Somebody"]);
        expect(areas[0]?.id).toBe("reporting");
        const ids = areas.flatMap((a) => [
          ...new Set([a.id, ...a.chapters.map((c) => c.id)]),
          ...a.chapters.flatMap((c) => c.parts.flatMap((p) => (p.type === "block" ? [p.block.id] : []))),
        ]);
        expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("never loses a chapter: each says something, or stands among what is none", () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const areas = areasOf(policy, []);
        const sections = sectionsOf(areas);
        const said = sections.flatMap((s) =>
          s.type === "chapter" ? [s.chapter.id] : s.lines.flatMap((l) => l.ids),
        );
        for (const c of areas.flatMap((a) => a.chapters)) {
          expect(said.filter((id) => id === c.id)).toHaveLength(1);
          if (isAbsent(c)) expect(sections).not.toContainEqual({ type: "chapter", chapter: c });
        }
      }),
      { numRuns: 30 },
    );
  });

  test("says in one line that there is no prenotification, and names none of its parts", () => {
    const lines = sectionsOf(areasOf(preset("vllm-omni"), [])).flatMap((s) =>
      s.type === "absent" ? s.lines : [],
    );
    expect(lines.map((l) => l.none)).toContain("No prenotification: nobody is told before the release.");
    expect(lines.map((l) => l.title)).not.toContain("Groups");
    expect(lines.length).toBeLessThan(15);
  });

  test("names only who agreed, and says so where nobody did", () => {
    const policy = preset("vllm");
    expect(whole(policy, ["Ada L."])).toContain(squeezed("Ada L."));
    const people = areasOf(policy, []).find((a) => a.id === "people");
    expect(people).toMatchObject({ none: "Nobody of the team has agreed to be named here." });
    expect(people?.chapters.every(isAbsent)).toBe(true);
  });

  test("gives a text that has the anchor of a chapter another one", () => {
    const policy = {
      ...preset("vllm"),
      reading: [{ id: "scope", heading: "Scope of words", text: "x" }],
      guidance: [{ id: "text-scope", heading: "G", text: "y" }],
    };
    const ids = areasOf(policy, []).flatMap((a) => a.chapters.map((c) => c.id));
    expect(ids.filter((id) => id.includes("scope"))).toEqual(["scope", "text-text-scope"]);
  });
});
