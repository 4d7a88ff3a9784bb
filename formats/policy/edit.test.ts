import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addItem, removeValue, setValue, valuesIn } from "@/formats/policy/edit";
import { parsePolicy } from "@/formats/policy/read";

const vllm = readFileSync("policies/vllm.yaml", "utf8");
const comments = (source: string) => source.split("\n").filter((l) => /^\s*#/.test(l));

test("a value that is changed in a form stands in the text where it stood, and nothing else moves", () => {
  const changed = setValue(vllm, ["severity", "levels", 2, "prenotify"], "never");
  expect(parsePolicy(changed).severity?.levels[2]?.prenotify).toBe("never");
  const [before, after] = [vllm.split("\n"), changed.split("\n")];
  expect(after.filter((l, i) => l !== before[i])).toEqual(["      prenotify: never"]);
});

test("comments stay, whatever is added and taken out", () => {
  const added = addItem(vllm, ["credit"], { rule: "withPermission" });
  expect(parsePolicy(added).credit).toHaveLength(1);
  expect(comments(added)).toEqual(comments(vllm));
  const gone = removeValue(added, ["credit", 0]);
  expect(valuesIn(gone)).not.toHaveProperty("credit");
  expect(comments(gone)).toEqual(comments(vllm));
  const new_ = setValue(vllm, ["embargo", "authority"], { by: "reporter" });
  expect(parsePolicy(new_).embargo?.authority?.by).toBe("reporter");
});

test("whatever is typed into a field is read back as it was typed, in one line or many", () => {
  const places = [["title"], ["severity", "levels", 0, "definition"], ["reporting", "text"], ["legal"]];
  const bits = fc.constantFrom(
    "a",
    " ",
    "\n",
    ":",
    "#",
    "-",
    "'",
    '"',
    "{",
    "[",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "yes",
    "1",
    "~",
    "é",
    "\\",
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.array(bits, { maxLength: 12 }).map((b) => b.join("")),
      (path, text) => {
        let at = valuesIn(setValue(vllm, path, text)) as Record<string | number, unknown>;
        for (const step of path.slice(0, -1)) at = at[step] as typeof at;
        expect(at[path.at(-1) ?? ""]).toBe(text);
      },
    ),
    {
      examples: [
        [["severity", "levels", 0, "definition"], " "],
        [["severity", "levels", 0, "definition"], "  a\n \n#"],
      ],
    },
  );
});

test("a text that is no YAML is left as it is, and loses nothing", () => {
  for (const broken of ["a: [", "", "- ", "x".repeat(300_000), "{".repeat(5000)]) {
    expect(setValue(broken, ["title"], "x")).toBe(broken);
    expect(removeValue(broken, ["title"])).toBe(broken);
    expect(addItem(broken, ["credit"], {})).toBe(broken);
  }
});
