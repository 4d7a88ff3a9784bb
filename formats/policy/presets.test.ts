import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PRESETS } from "@/domain/policy/presets";
import { parsePolicy, readDocument, readPolicy } from "@/formats/policy/read";

const files = readdirSync("policies");
const text = (file: string) => readFileSync(`policies/${file}`, "utf8");

/** What no text that is known here says; every preset leaves it to nobody's default. */
const NOWHERE =
  "effectiveFrom consent review vendorFactor recipientMarks bounces retention legalFlags prenotification.freeze prenotification.newMembersInFlight prenotification.mailSaysDate eligibility.capacity embargo.upstream reporting.languages reporting.expires";

const NO_PRENOTIFICATION =
  "severity prenotification groups eligibility application contactRules terms embargo calendar release handling duties leakReport withdrawal transparency insiders";

/** What the text of each preset does not promise. */
const NONE: Record<string, string> = {
  "vllm.yaml":
    "changes clocks supportedVersions scope contactRules terms embargo calendar release handling duties leakReport transparency insiders credit bounty legal prenotification.stages prenotification.content prenotification.everyCve eligibility.exclusions application.fields application.vouching application.incomplete application.decisionVisibility application.decision.appeal application.decision.steps[0].within withdrawal.reinstatement disclosure.condition severity.levels[0].fix",
  "vllm-omni.yaml": `${NO_PRENOTIFICATION} changes scope disclosure tools bounty contacts legal clocks[2].within reporting.channels[0].private reporting.channels[1].private`,
  "vllm-omni-2.yaml":
    "scope application contactRules terms calendar release handling duties leakReport withdrawal transparency insiders tools bounty contacts legal prenotification.stages prenotification.leadTime prenotification.ways prenotification.recipients embargo.limits embargo.authority embargo.emergency severity.levels[0].usualScore changes[0].on changes[0].by changes[0].vote reporting.channels[0].private",
  "omniseg.yaml": `${NO_PRENOTIFICATION} source changes credit announcements legal considerations disclosure.condition clocks[1].anchor clocks[2].anchor reporting.channels[0].private reporting.channels[0].encryption`,
  "openembeddings.yaml": `${NO_PRENOTIFICATION} scope announcements clocks[2].within clocks[3].within changes[0].by`,
  "kubernetes.yaml":
    "reporting clocks supportedVersions scope terms disclosure credit application.incomplete application.decision application.decisionVisibility eligibility.exclusions prenotification.ways embargo.authority calendar.holidays handling.tlp leakReport.to leakReport.within transparency.statistics",
  "openssl.yaml":
    "reporting clocks supportedVersions scope application contactRules terms calendar release handling duties leakReport transparency insiders credit prenotification.ways prenotification.leadTime embargo.authority embargo.limits[0].anchor severity.levels[0].usualScore withdrawal.reinstatement changes[1].on",
  "django.yaml":
    "reporting clocks supportedVersions scope terms calendar handling duties leakReport insiders credit embargo.limits embargo.authority release.at application.vouching application.channel.subject severity.levels[0].usualScore withdrawal.sanctions withdrawal.reinstatement",
  "openstack.yaml":
    "reporting clocks supportedVersions scope severity contactRules terms duties leakReport withdrawal transparency credit eligibility.criteria eligibility.exclusions application.decision calendar.holidays calendar.allowedWeekdays release.alsoWritten prenotification.subjectTag",
  "contour.yaml":
    "reporting supportedVersions scope severity application contactRules calendar release handling leakReport transparency insiders credit embargo.limits prenotification.stages[0].offset prenotification.stages[1].offset eligibility.exclusions",
};

/** What stands at a path, null below what is none. A field that policies do not have is a mistake of the table. */
function standsAt(policy: unknown, path: string): unknown {
  let at = policy;
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) {
    if (at === null) return null;
    if (typeof at !== "object" || !(key in at)) throw new Error(`There is no ${path}.`);
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

describe.each(files)("%s", (file) => {
  test("is a policy that the portal reads without a problem", () => {
    const read = readDocument(text(file));
    expect(read.ok ? [] : read.problems).toEqual([]);
  });

  test("survives being stored", () => {
    const policy = parsePolicy(text(file));
    expect(readPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  test("invents no promise: what its text does not say is none", () => {
    const policy = parsePolicy(text(file));
    const invented = [...NOWHERE.split(" "), ...(NONE[file] ?? "?").split(" ")]
      .map((path) => ({ path, says: standsAt(policy, path) }))
      .filter(({ says }) => says !== null && says !== false && !(Array.isArray(says) && says.length === 0));
    expect(invented).toEqual([]);
  });

  test("names no person's address", () => {
    expect(text(file)).not.toMatch(/[^\s@]+@[^\s@]+\.\w/);
  });
});

test("every preset that a project can begin with has its document, and every document is one's first or later version", () => {
  const first = Object.keys(PRESETS).map((name) => `${name}.yaml`);
  expect(files.filter((f) => first.includes(f)).sort()).toEqual([...first].sort());
  expect(files.filter((f) => !first.includes(f))).toEqual(["vllm-omni-2.yaml"]);
});

test("vLLM-Omni's second version is another policy of the same text, and takes back nothing of the first", () => {
  const [first, second] = ["vllm-omni.yaml", "vllm-omni-2.yaml"].map((f) => parsePolicy(text(f)));
  expect([first?.version, second?.version]).toEqual(["1", "2"]);
  for (const key of [
    "title",
    "source",
    "reporting",
    "clocks",
    "supportedVersions",
    "credit",
    "announcements",
    "guidance",
    "considerations",
  ] as const)
    expect(second?.[key]).toEqual(first?.[key]);
});
