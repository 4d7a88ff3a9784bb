import { type ParseArgsConfig, parseArgs } from "node:util";
import { systemViewer } from "@/data/viewer";

/** What was typed cannot be read as a command; the answer is the sentence and the help. */
export class Usage extends Error {}

/** Whoever works on the terminal. */
export const operator = systemViewer("cli");

type Options = NonNullable<ParseArgsConfig["options"]>;
type Given<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>
>["values"];

/** What is printed, if anything; `ok: false` makes the process end with 1. */
export type Said = string | { said: string; ok: boolean };

export type Command = {
  /** One or two words. */
  name: string;
  help: string;
  run(args: string[]): Promise<Said>;
};

/**
 * One command of the operator's command line: its words, its help, the options it takes and what it does.
 * @param help the lines of the help, the first of which begins with the command itself
 */
export const terminalCommand = <O extends Options>(
  name: string,
  help: string,
  options: O,
  run: (positionals: string[], values: Given<O>) => Promise<Said>,
): Command => ({
  name,
  help,
  run: async (args) => {
    const { positionals, values } = understood(args, options);
    return run(positionals, values);
  },
});

function understood<O extends Options>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : "The command cannot be read.");
  }
}
