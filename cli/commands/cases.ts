import { readFileSync } from "node:fs";
import { operator, terminalCommand, Usage } from "@/cli/command";
import { importOsv } from "@/data/cases/import";
import { projectIdBySlug } from "@/data/projects/queries";
import { MAX_RECORD_BYTES } from "@/formats/osv";
import { env } from "@/lib/env";

export const caseCommands = [
  terminalCommand(
    "import osv",
    `  import osv FILE --project NAME [--replay | --public]
                                              opens a case from an OSV record; one that is published already
                                              is replayed as if it were not, or kept as public`,
    {
      project: { type: "string", multiple: true },
      replay: { type: "boolean" },
      public: { type: "boolean" },
    },
    async ([file], values) => {
      const [project, more] = values.project ?? [];
      if (!file || !project || more) throw new Usage("import osv needs a file and one --project.");
      const projectId = await projectIdBySlug(operator, project);
      if (!projectId) throw new Usage(`There is no project ${project}.`);
      const record = readRecord(file);
      const published = values.replay ? "replay" : values.public ? "public" : "ask";
      const { reference } = await importOsv(operator, { projectId, record, published });
      return `${env().url}/cases/${reference}`;
    },
  ),
];

function readRecord(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MAX_RECORD_BYTES) throw new Usage(`${file} is larger than 512 kB.`);
    return bytes.toString("utf8");
  } catch (error) {
    throw error instanceof Usage ? error : new Usage(`${file} cannot be read.`);
  }
}
