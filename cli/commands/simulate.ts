import { Temporal } from "temporal-polyfill";
import { operator, terminalCommand, Usage } from "@/cli/command";
import { policyText } from "@/cli/policy-file";
import { trial } from "@/data/policies/simulate";
import { severitiesOf } from "@/domain/policy/severity";
import type { SimulatedStage, Simulation } from "@/domain/policy/simulation/simulate";
import { canBeTried } from "@/domain/policy/simulation/when";
import { inUtc } from "@/domain/time";
import { readDocument } from "@/formats/policy/read";

const HELP = `  policy simulate FILE|PRESET --severity S --at INSTANT [--project NAME] [--json]
                                              who would be told what, when and how of a case of that severity that
                                              is released at INSTANT (2027-01-12T16:00:00Z), and who not, beside the
                                              version in force; on the directory of the project named, else of the
                                              one that the file is of`;

/** Nothing is sent and nothing is stored. Ends with 1 where the document is no policy. */
export const simulateCommand = terminalCommand(
  "policy simulate",
  HELP,
  {
    severity: { type: "string" },
    at: { type: "string" },
    project: { type: "string" },
    json: { type: "boolean" },
  },
  async (given, { severity, at, project, json }) => {
    const [name] = given;
    if (!name || given.length > 1)
      throw new Usage("policy simulate needs one file, the name of a preset, or -.");
    if (!at) throw new Usage("policy simulate needs --at INSTANT, when the case is released.");
    const { text, file } = await policyText(name);
    const read = readDocument(text);
    if (!read.ok) {
      const said = read.problems.map((p) => `${file}:${p.line}:${p.column} ${p.path} ${p.message}`);
      return {
        said: json ? JSON.stringify({ valid: false, problems: read.problems }, null, 2) : said.join("\n"),
        ok: false,
      };
    }
    const labels = severitiesOf(read.policy).map((s) => s.label);
    if (labels.length > 0 && (severity === undefined || !labels.includes(severity)))
      throw new Usage(`policy simulate needs --severity, one of ${labels.join(", ")}.`);
    const wanted = project ?? file.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
    const asked = { severity: severity ?? null, release: instantOf(at) };
    const found = await trial(operator, wanted, asked, read.policy, project !== undefined);
    return json
      ? JSON.stringify({ valid: true, ...found, release: found.release.toString() }, null, 2)
      : inWords(found);
  },
);

function instantOf(text: string): Temporal.Instant {
  try {
    const at = Temporal.Instant.from(text);
    if (canBeTried(at)) return at;
  } catch {}
  throw new Usage(`“${text.slice(0, 60)}” is no instant. Write it like 2027-01-12T16:00:00Z.`);
}

type Found = Awaited<ReturnType<typeof trial>>;

function inWords(of: Found): string {
  const changes = of.changes.map(
    (c) => `  ${c.name}: ${c.what === "told" ? "would be told" : "would not be told"}. ${c.because}`,
  );
  return [
    of.project
      ? `On the directory of ${of.project.name}: ${of.organizations} organizations. Release ${inUtc(of.release)}.`
      : `No project of that name: nobody is in the directory. Release ${inUtc(of.release)}.`,
    side(`Version ${of.next.version}, of the file`, of.next),
    ...(of.present ? [side(`Version ${of.present.version}, in force`, of.present)] : []),
    ...(of.present
      ? [["What would change", ...(changes.length > 0 ? changes : ["  Nothing."])].join("\n")]
      : []),
    ...(of.lost.length > 0
      ? [
          [
            "Members who would no longer qualify",
            ...of.lost.map((l) => `  ${l.name}, in ${l.group}: ${l.after.because}`),
          ].join("\n"),
        ]
      : []),
  ].join("\n\n");
}

const side = (title: string, s: Simulation): string =>
  [
    title,
    ...s.decides.map((d) => `  ${d}`),
    ...(s.how.length > 0 ? [`  By ${s.how.join(", ")}.`] : []),
    ...(s.stages.length > 0 ? s.stages.map(stage) : ["  Nobody is told before the release."]),
  ].join("\n");

function stage(s: SimulatedStage): string {
  const { when } = s;
  const at =
    when.from && when.until
      ? `: ${inUtc(when.from)}${when.from.equals(when.until) ? "" : ` to ${inUtc(when.until)}`}`
      : "";
  return [
    `  ${s.name}${s.optional ? " (optional)" : ""}: ${when.words}${at}`,
    `    to ${s.audience}; ${s.content.length > 0 ? s.content.join(", ") : "what is not said"}`,
    ...s.told.map((t) => `    told      ${t.name} (${t.addresses}): ${t.because}`),
    ...s.notTold.map((t) => `    not told  ${t.name}: ${t.because}`),
  ].join("\n");
}
