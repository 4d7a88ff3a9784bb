import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ListRow, MOST_BYTES } from "@/domain/organization/list";
import { toCsv } from "@/formats/csv";
import { decodeList } from "@/formats/directory/decode";
import { readList } from "@/formats/directory/read";

const EMPTY = { legalEntity: "", website: "", roles: "", person: "", personEmail: "", group: "" };

function rowsOf(text: string): ListRow[] {
  const read = readList(text);
  if (!read.ok) throw new Error(read.because);
  return read.rows;
}
const because = (text: string): string => {
  const read = readList(text);
  return read.ok ? `read ${read.rows.length} rows` : read.because;
};

describe("a list with columns", () => {
  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])(
    "is read with %s between its values, its columns in any order and named as lists name them",
    (_, sign) => {
      const text = [
        [
          "Website",
          "Security contact",
          "Organisation",
          "Group",
          "Contact person",
          "Person e-mail",
          "Legal name",
        ],
        [
          "https://kestrel.example",
          "security@kestrel.example",
          "Kestrel Linux",
          "Distributors",
          "Ann",
          "ann@kestrel.example",
          "Kestrel GmbH",
        ],
      ]
        .map((cells) => cells.join(sign))
        .join("\r\n");
      expect(rowsOf(text)).toEqual([
        {
          line: 2,
          name: "Kestrel Linux",
          legalEntity: "Kestrel GmbH",
          website: "https://kestrel.example",
          roles: "security@kestrel.example",
          person: "Ann",
          personEmail: "ann@kestrel.example",
          group: "Distributors",
        },
      ]);
    },
  );

  test("keeps commas, quotes and line ends inside quotes (RFC 4180), and says on which line a row begins", () => {
    const text =
      'name,website\n"Kestrel, ""the"" Linux",https://a.example\n\n"Two\nlines", https://b.example\nThird';
    expect(rowsOf(text)).toEqual([
      { ...EMPTY, line: 2, name: 'Kestrel, "the" Linux', website: "https://a.example" },
      { ...EMPTY, line: 4, name: "Two\nlines", website: "https://b.example" },
      { ...EMPTY, line: 6, name: "Third" },
    ]);
  });

  test("is refused where a quote is never closed, or nothing names the organizations, with the line", () => {
    expect(because('name\n"Kestrel')).toContain("opened on line 2 is never closed");
    expect(because('name\n"Kestrel" x')).toContain("Line 2: something stands after a closing quote");
    expect(because("Kestrel,https://a.example")).toContain("No column is called");
    expect(because(" \n\t")).toContain("The list is empty");
  });

  test("comes back from our own export as it was", () => {
    const cell = fc.string({ maxLength: 12 }).map((s) => s.replace(/[^\P{C}]/gu, "").trim());
    const name = cell.filter((s) => s !== "" && !/^[=+\-@]/.test(s) && !/^groups\s*:/.test(s));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const text = toCsv(
          ["name", "website"],
          names.map((n) => [n, "https://a.example"]),
        );
        expect(rowsOf(text).map((r) => r.name)).toEqual(names);
      }),
    );
  });
});

describe("a Markdown member table", () => {
  test("is found in a text, its links and addresses taken apart", () => {
    const text = `# Members

| Organization | Security Contact | Group |
| :--- | --- | ---: |
| [Kestrel **Linux**](https://kestrel.example "home") | <mailto:security@kestrel.example> | Distributors |
| Orchid \\| Cloud | [psirt](mailto:psirt@orchid.example?subject=x), soc@orchid.example | - |

Other text | with a pipe.`;
    expect(rowsOf(text)).toEqual([
      {
        ...EMPTY,
        line: 5,
        name: "Kestrel Linux",
        website: "https://kestrel.example",
        roles: "security@kestrel.example",
        group: "Distributors",
      },
      { ...EMPTY, line: 6, name: "Orchid | Cloud", roles: "psirt@orchid.example soc@orchid.example" },
    ]);
  });

  test("needs a column that names the organizations; a table before it that does not is passed over", () => {
    expect(because("| a | b |\n|---|---|\n| 1 | 2 |")).toContain("No column is called");
    expect(
      rowsOf("| a | b |\n|---|---|\n| 1 | 2 |\n\nName | Contact\n--- | ---\nKestrel | s@kestrel.example"),
    ).toMatchObject([{ name: "Kestrel", roles: "s@kestrel.example" }]);
  });
});

describe("groups as Kubernetes lists them", () => {
  test("give a row for each address, named by its domain, with the group and the line", () => {
    const text = `# who is told
groups:
  - email-id: distributors-announce@list.example
    name: distributors-announce
    settings: {AllowWebPosting: "true"}
    members:
      - security@kestrel.example
      - psirt@orchid.example # both
  - name: empty
`;
    expect(rowsOf(text)).toEqual([
      {
        ...EMPTY,
        line: 7,
        name: "kestrel.example",
        roles: "security@kestrel.example",
        group: "distributors-announce",
      },
      {
        ...EMPTY,
        line: 8,
        name: "orchid.example",
        roles: "psirt@orchid.example",
        group: "distributors-announce",
      },
    ]);
  });

  test("are refused with the line where they are no YAML, repeat by reference, or have another shape", () => {
    expect(because("groups:\n  - name: [")).toMatch(/^Line \d+: /);
    expect(because("groups:\n  - &a {name: x, members: []}\n  - *a")).toMatch(/^Line \d+: /);
    expect(because("groups:\n  name: x")).toContain("each entry needs");
  });
});

describe("bytes of a list", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const utf16 = (text: string, big: boolean) => {
    const le = Buffer.from(`\ufeff${text}`, "utf16le");
    return new Uint8Array(big ? le.swap16() : le);
  };

  test("are read as UTF-8 with or without its mark, and as UTF-16 with one", () => {
    const text = "name\nKéstrel 雪";
    for (const given of [bytes(text), bytes(`\ufeff${text}`), utf16(text, false), utf16(text, true)])
      expect(decodeList(given)).toMatchObject({ ok: true, text: expect.stringContaining(text) });
    const marked = decodeList(bytes(`\ufeff${text}`));
    expect(marked.ok && readList(marked.text)).toMatchObject({ rows: [{ name: "Késtrel 雪" }] });
  });

  test("of another encoding are refused, with the line", () => {
    const latin = new Uint8Array([...bytes("name\nfine\nK"), 0xe9, ...bytes("strel\n")]);
    expect(decodeList(latin)).toMatchObject({
      ok: false,
      because: expect.stringContaining("Line 3 is not UTF-8"),
    });
    const half = utf16("name\nx", false).subarray(0, -1);
    expect(decodeList(half)).toMatchObject({ ok: false, because: expect.stringContaining("not UTF-16") });
    const unmarked = new Uint8Array(Buffer.from("name\nx", "utf16le"));
    expect(decodeList(unmarked)).toMatchObject({ ok: false, because: expect.stringContaining("NUL") });
  });

  test("of any kind become text or a refusal, and never fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (given) => {
        const read = decodeList(given);
        expect(read.ok ? typeof read.text : read.because).toBeTruthy();
      }),
    );
  });
});

describe("any text", () => {
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "groups:\n",
      "- name: x\n",
      "  members:\n",
      "    - a@b.example\n",
      "name,website\n",
      "| name | contact |\n",
      "|---|---|\n",
      '"',
      "|",
      "\t",
      ";",
      ",",
      "\r",
      "\n",
      "[a](",
      "<mailto:a@b.example>",
      "\ufeff",
      "\\|",
      "&a",
      "*a",
      "{",
      "=1+1",
    ),
  );

  test("gives rows with their lines, or a refusal that ends as a sentence, and never fails", () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }).map((p) => p.join("")),
        (text) => {
          const read = readList(text);
          if (!read.ok) expect(read.because).toMatch(/\.$/);
          const lines = text.split(/\r\n|\r|\n/).length;
          for (const row of read.ok ? read.rows : []) {
            expect(row.line).toBeGreaterThan(0);
            expect(row.line).toBeLessThanOrEqual(lines);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  // What is read again and again from the same place would take minutes for these.
  const long = 1_500_000;
  test.each([
    ["50,000 rows", `name\n${"Kestrel\n".repeat(50_000)}`, "at most 5000"],
    ["50,000 rows of a table", `|name|x|\n|---|---|\n${"|a|b|\n".repeat(50_000)}`, "at most 5000"],
    [
      "50,000 addresses",
      `groups:\n- name: x\n  members:\n${"  - a@b.example\n".repeat(50_000)}`,
      "at most 5000",
    ],
    ["quotes without end", `name\n${'a"'.repeat(long / 2)}`, ""],
    ["quotes alone", `name\n${'"'.repeat(long + 1)}`, ""],
    ["blanks and a rule", `|name|\n${`${" ".repeat(9000)}|-x\n`.repeat(150)}`, ""],
    ["brackets", `|name|\n|---|\n${`|${"[a](b".repeat(1900)}|\n`.repeat(150)}`, ""],
    ["a long address", `|name|contact|\n|---|---|\n${`|x|${"a".repeat(9000)}|\n`.repeat(150)}`, ""],
    ["columns", `name${",x".repeat(long / 2)}`, ""],
    ["one long line", "x".repeat(MOST_BYTES), ""],
    ["too many letters", "x".repeat(MOST_BYTES + 1), "larger than 2 MB"],
  ])("of great length is read or refused in bounded time: %s", (_, text, said) => {
    const start = performance.now();
    const read = readList(text);
    expect(performance.now() - start).toBeLessThan(3000);
    if (said) expect(read).toMatchObject({ ok: false, because: expect.stringContaining(said) });
  });
});
