// Imported first by every entry, and written in old syntax, so that an old Node.js gets a sentence
// instead of a stack trace.
const major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  process.stderr.write(`Curfew needs Node.js 20 or later; this is ${process.versions.node}.\n`);
  process.exit(1);
}
