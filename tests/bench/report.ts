/** One measured figure beside what nothing could be faster than, in the same run. */
export type Figure = { name: string; value: number; unit: string; floor: number | null };

const round = (n: number) => Math.round(n * 100) / 100;

/** Prints the figures, as a table or as one line of JSON. @returns the exit code: 1 when a promise was broken */
export function report(bench: string, figures: readonly Figure[], broken: readonly string[]): number {
  if (process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ bench, figures, broken })}\n`);
  else {
    const width = Math.max(...figures.map((f) => f.name.length));
    for (const f of figures)
      process.stdout.write(
        `${f.name.padEnd(width)}  ${`${round(f.value)} ${f.unit}`.padStart(16)}  ${f.floor === null ? "" : `floor ${round(f.floor)} ${f.unit}`}\n`,
      );
    for (const b of broken) process.stdout.write(`BROKEN: ${b}\n`);
  }
  return broken.length > 0 ? 1 : 0;
}

/** `--name N` of the command line. */
export function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const given = at >= 0 ? Number(process.argv[at + 1]) : otherwise;
  if (!Number.isFinite(given) || given <= 0) throw new Error(`--${name} needs a number above 0`);
  return given;
}

export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Runs a bench, and ends the process with its exit code. */
export const run = (bench: () => Promise<number>): void =>
  void bench().then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
