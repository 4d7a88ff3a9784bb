import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { PRESETS } from "@/cli/presets";
import { importOsv } from "@/data/cases/import";
import { disconnect } from "@/data/process";
import { addProject } from "@/data/projects/commands";
import { projectIdBySlug } from "@/data/projects/queries";
import { issueLink, LINK_MINUTES } from "@/data/sign-in/links";
import { addMember } from "@/data/teams/commands";
import { systemViewer } from "@/data/viewer";
import { MAX_RECORD_BYTES } from "@/formats/osv";
import { parsePolicy } from "@/formats/policy";
import { EnvError, env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { newToken } from "@/lib/random";

const HELP = `Curfew, for whoever operates it.

  member add ADDRESS --name NAME [--admin] [--project NAME …]
                                              adds a member to the team and to its projects, or to those
                                              named; a member already joins the projects that are named
  sign-in ADDRESS                             prints a link that signs that person in, once, within ${LINK_MINUTES} minutes
  project add ${Object.keys(PRESETS).join("|")}  [--member ADDRESS …]
                                              adds a project with its policy, its groups and the members
                                              named, else the team's admins
  import osv FILE --project NAME [--replay | --public]
                                              opens a case from an OSV record; one that is published already
                                              is replayed as if it were not, or kept as public
  help                                        prints this

Run it as: npm run curfew -- COMMAND`;

class Usage extends Error {}

const operator = systemViewer("cli");

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: "string" },
        admin: { type: "boolean" },
        project: { type: "string", multiple: true },
        member: { type: "string", multiple: true },
        replay: { type: "boolean" },
        public: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : "The command cannot be read.");
  }
}
type Values = ReturnType<typeof read>["values"];

async function run(args: string[]): Promise<string> {
  const { positionals, values } = read(args);
  const [noun = "help", ...rest] = positionals;
  switch (`${noun} ${rest[0] ?? ""}`.trim()) {
    case "help":
      return HELP;
    case "member add": {
      if (!rest[1]) throw new Usage("member add needs an address.");
      await addMember(operator, {
        email: rest[1],
        name: values.name,
        admin: values.admin ?? false,
        projects: values.project,
      });
      return `${rest[1]} is a member now. To let them in: npm run curfew -- sign-in ${rest[1]}`;
    }
    case "project add": {
      const preset = PRESETS[rest[1] ?? ""];
      if (!preset) throw new Usage(`project add needs one of: ${Object.keys(PRESETS).join(", ")}.`);
      await addProject(operator, {
        ...preset,
        policy: parsePolicy(readFileSync(`policies/${preset.slug}.yaml`, "utf8")),
        members: values.member,
      });
      return `The project ${preset.name} was added.`;
    }
    case "import osv":
      return importFile(rest[1], values);
  }
  if (noun === "sign-in" && rest[0]) {
    const { path } = await issueLink(operator, { address: rest[0], token: newToken(), browserHash: null });
    return `${env().url}${path}`;
  }
  throw new Usage(`There is no command “${positionals.join(" ").slice(0, 60)}”.`);
}

async function importFile(file: string | undefined, values: Values): Promise<string> {
  const [project, more] = values.project ?? [];
  if (!file || !project || more) throw new Usage("import osv needs a file and one --project.");
  const projectId = await projectIdBySlug(operator, project);
  if (!projectId) throw new Usage(`There is no project ${project}.`);
  const record = readRecord(file);
  const published = values.replay ? "replay" : values.public ? "public" : "ask";
  const { reference } = await importOsv(operator, { projectId, record, published });
  return `${env().url}/cases/${reference}`;
}

function readRecord(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MAX_RECORD_BYTES) throw new Usage(`${file} is larger than 512 kB.`);
    return bytes.toString("utf8");
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`${file} cannot be read.`);
  }
}

function explain(error: unknown): string {
  if (error instanceof Usage) return `${error.message}\n\n${HELP}`;
  if (error instanceof AppError) {
    const places = Object.entries(error.fields).map(([field, what]) =>
      field === "published" ? `${what} Add --replay or --public.` : `${field}: ${what}`,
    );
    return [error.message, ...places].join("\n");
  }
  if (error instanceof EnvError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

run(process.argv.slice(2))
  .then((said) => process.stdout.write(`${said}\n`))
  .catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  })
  .finally(disconnect);
