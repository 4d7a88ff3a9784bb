import { terminalCommand, Usage } from "@/cli/command";
import { simulateCommand } from "@/cli/commands/simulate";
import { policyText } from "@/cli/policy-file";
import { FINDINGS } from "@/domain/policy/lint/finding";
import { lint } from "@/domain/policy/lint/lint";
import { policySchema } from "@/formats/policy/json-schema";
import { pathWords, type Read, readDocument } from "@/formats/policy/read";

// The first two ask for no database: whoever writes a policy may have none.
export const policyCommands = [
  terminalCommand(
    "policy schema",
    "  policy schema                               prints the JSON Schema of policy documents",
    {},
    async () => JSON.stringify(policySchema(), null, 2),
  ),
  terminalCommand(
    "policy lint",
    `  policy lint FILE|PRESET|- [--json]          reads a policy: with 1 what is wrong with it, line by line; else where
                                              it contradicts itself`,
    { json: { type: "boolean" } },
    async (given, { json }) => {
      const [name] = given;
      if (!name || given.length > 1)
        throw new Usage("policy lint needs one file, the name of a preset, or -.");
      const { text, file } = await policyText(name);
      const read = readDocument(text);
      return { said: json ? JSON.stringify(asData(read), null, 2) : inWords(file, read), ok: read.ok };
    },
  ),
  simulateCommand,
];

function asData(read: Read) {
  if (!read.ok) return { valid: false, problems: read.problems, findings: [] };
  const findings = lint(read.policy).map((f) => ({
    ...f,
    clauses: f.clauses.map((c) => ({ path: pathWords(c.path), line: read.place(c.path).line, says: c.says })),
  }));
  return { valid: true, problems: [], findings };
}

function inWords(file: string, read: Read): string {
  const { problems, findings } = asData(read);
  if (!read.ok)
    return problems
      .map((p) => `${file}:${p.line}:${p.column} ${p.path ? `${p.path}: ` : ""}${p.message}`)
      .join("\n");
  const count = findings.length === 1 ? "1 finding" : `${findings.length || "no"} findings`;
  return [
    `${file} is a policy, with ${count}.`,
    ...findings.map((f) =>
      [
        `${FINDINGS[f.kind]} (${f.kind})`,
        ...f.clauses.map((c) => `  ${file}:${c.line} ${c.path}: ${c.says.replaceAll("\n", " ")}`),
        `  ${f.message}`,
        `  ${f.advice}`,
      ].join("\n"),
    ),
  ].join("\n\n");
}
