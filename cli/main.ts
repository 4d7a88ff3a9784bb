import { type Said, Usage } from "@/cli/command";
import { COMMANDS } from "@/cli/commands";
import { WrongKeyError } from "@/data/keys/wrong";
import { disconnect } from "@/data/process";
import { EnvError } from "@/lib/env";
import { AppError } from "@/lib/errors";

const help = (): string => `Curfew, for whoever operates it.

${COMMANDS.map((c) => c.help).join("\n")}
  help                                        prints this

Run it as: npm run curfew -- COMMAND`;

async function run(args: string[]): Promise<Said> {
  if (args.length === 0 || args[0] === "help") return help();
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(" ");
    const command = COMMANDS.find((c) => c.name === name);
    if (command) return command.run(args.slice(words));
  }
  throw new Usage(`There is no command “${args.join(" ").slice(0, 60)}”.`);
}

function explain(error: unknown): string {
  if (error instanceof Usage) return `${error.message}\n\n${help()}`;
  if (error instanceof AppError) {
    const places = Object.entries(error.fields).map(([field, what]) =>
      field === "published" ? `${what} Add --replay or --public.` : `${field}: ${what}`,
    );
    return [error.message, ...places].join("\n");
  }
  if (error instanceof EnvError || error instanceof WrongKeyError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

run(process.argv.slice(2))
  .then((said) => {
    const { said: text, ok } = typeof said === "string" ? { said, ok: true } : said;
    if (text) process.stdout.write(`${text}\n`);
    if (!ok) process.exitCode = 1;
  })
  .catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  })
  .finally(disconnect);
