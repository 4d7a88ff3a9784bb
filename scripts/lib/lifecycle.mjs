import { killAll, stopAll } from "./processes.mjs";

/** An expected end: the message is all that the person needs to read. */
export class Stop extends Error {}

export function fail(sentence) {
  throw new Stop(sentence);
}

const endings = [];
let ending = null;

/** Runs at the end, the last registered first; the result takes it back. */
export function atEnd(undo) {
  endings.push(undo);
  return () => {
    const index = endings.indexOf(undo);
    if (index >= 0) endings.splice(index, 1);
  };
}

export function isEnding() {
  return ending !== null;
}

async function undoEverything() {
  await stopAll();
  while (endings.length > 0) {
    const undo = endings.pop();
    try {
      await undo();
    } catch (error) {
      process.stderr.write(`While stopping: ${error.message}\n`);
    }
  }
}

function end(code) {
  ending = ending || undoEverything().then(() => process.exit(code));
  return ending;
}

export function reportFailure(error) {
  // What breaks after the end began is broken by the end.
  if (ending) return;
  if (error instanceof Stop) process.stderr.write(`${error.message}\n`);
  else if (error?.path && ["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(error.code)) {
    process.stderr.write(
      `${error.path} can't be written or read (${error.code}). Does it belong to another user?\n`,
    );
  } else process.stderr.write(`${error?.stack ?? error}\n`);
}

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** npm passes a SIGTERM to the shell between it and us, which dies of it and tells nobody. */
function endWithNpm(code) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end(code);
  }, 250).unref();
}

/**
 * Runs a command to its exit code and leaves nothing behind, however it ends.
 * `interrupted` is the exit code after a signal, where being stopped is the normal end.
 */
export function main(run, { interrupted } = {}) {
  let first = 0;
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      // On Ctrl-C the signal comes twice at once: from the terminal and passed on by npm.
      if (first !== 0 && Date.now() - first < 1000) return;
      if (first !== 0) {
        killAll();
        process.exit(code);
      }
      first = Date.now();
      end(interrupted ?? code);
    });
  }
  endWithNpm(interrupted ?? signals.SIGTERM);
  // A closed terminal or pipe must not keep us from stopping what runs.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => {
      reportFailure(error);
      end(1);
    });
  }
  run().then(
    (code) => end(code ?? 0),
    (error) => {
      reportFailure(error);
      return end(1);
    },
  );
}
