const test = "\\.test\\.tsx?$";
const forTests = `^(tests|e2e)/|${test}`;

/** `from` may import only what `allowed` matches. */
const room = (from, allowed) => ({
  name: `${from}-imports`,
  severity: "error",
  from: { path: `^${from}/`, pathNot: test },
  to: {
    path: "^(app|cli|components|data|db|domain|emails|formats|lib|scripts|tests|worker)/",
    pathNot: `^(${allowed})/`,
  },
});
const only = (name, target, allowed) => ({
  name,
  severity: "error",
  from: { pathNot: `${allowed}|${forTests}` },
  to: { path: target },
});

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "^domain/", pathNot: test },
      to: { pathNot: "^domain/|node_modules/temporal-(polyfill|spec)/" },
    },
    room("formats", "formats|domain|lib"),
    room("emails", "emails|domain|lib"),
    room("db", "db|domain|lib"),
    room("data", "data|domain|formats|lib|db|emails"),
    room("worker", "worker|domain|formats|lib|data|emails"),
    room("cli", "cli|domain|formats|lib|data|emails"),
    room("components", "components|domain|lib"),
    room("app", "app|domain|formats|lib|data|components"),
    room("lib", "lib"),
    {
      name: "nobody-imports-app-or-worker",
      severity: "error",
      from: { pathNot: `^(app|worker)/|${forTests}` },
      to: { path: "^(app|worker)/" },
    },
    only("sql-behind-data", "^db/|node_modules/(drizzle-orm|postgres)/", "^(db|data)/|^drizzle\\.config"),
    only("messages-leave-through-the-worker", "node_modules/(nodemailer|resend)/", "^(worker|node_modules)/"),
    { name: "tests-stay-in-tests", severity: "error", from: { pathNot: forTests }, to: { path: "^tests/" } },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next" },
  },
};
