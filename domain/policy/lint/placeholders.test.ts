import { describe, expect, test } from "vitest";
import { placeholdersIn } from "@/domain/policy/lint/placeholders";
import { pathWords } from "@/formats/policy/read";
import { describeFindings, door, policyOf } from "@/tests/findings";

describeFindings([
  {
    kind: "placeholder",
    when: `
    contacts: [{ name: "Email: [security contact email]" }]`,
    at: ["contacts[0].name"],
    unless: {
      "it is a link": `
    contacts: [{ name: "[security contact email](https://example.org)" }]`,
      "it is the tag of a subject": door(
        'kind: email, words: mail, target: "mailto:security@example.org", subject: "[SECURITY] <project name>"',
      ),
    },
  },
]);

describe("a placeholder", () => {
  const isOne = (text: string) =>
    placeholdersIn(policyOf(`\nreading: [{ id: a, heading: A, text: ${JSON.stringify(text)} }]`)).map((c) =>
      pathWords(c.path),
    );
  test.each([
    "[security contact - replace with actual email]",
    "Mail [security contact email].",
    "[team contact information]",
    "**Last Updated**: [Current Date]",
    "<address removed>",
    "Mail <your address>.",
    "TODO",
    "within TBD days",
    "FIXME: who?",
    "XXX",
    "your-email@example.com",
    ["security", "yourdomain.com"].join("@"),
    "[INSERT CONTACT METHOD]",
    "[insert email here]",
    "{{ contact }}",
    "[REDACTED]",
    "[EMAIL]",
  ])("is %s", (text) => {
    expect(isOne(text)).toEqual(["reading[0].text"]);
  });
  test.each([
    "[the vulnerability submission form](https://example.org)",
    "[contact][1]\n\n[contact]: https://example.org",
    "[SECURITY] OpenEmbeddings",
    "[EMBARGOED] CVE-2027-XXXX: summary",
    "an array a[date_index], or x < y > z",
    "the words [of the text] say so",
    "- [ ] a task",
    "the format [removed in 2.0], if 1 < your count > 0",
    "<https://example.org> or <b>bold</b>",
    "an example address such as security@example.org",
    "all of the team’s todo lists",
  ])("is not %s", (text) => {
    expect(isOne(text)).toEqual([]);
  });
});
