import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePolicy } from "@/formats/policy/read";
import { files, holding, ROOMS } from "@/tests/sources";

// What no code of ours may do, or only where somebody looked: a file that is new to a list is read before it is added to
// it, and one that is on it without need is taken off.

const source = (file: string) => readFileSync(file, "utf8");
const only = (text: RegExp, where: Readonly<Record<string, string>>) =>
  expect(holding(ROOMS, text).sort()).toEqual(Object.keys(where).sort());

test("raw HTML is written in one component, behind the sanitizer, and nowhere else", () => {
  only(
    /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcDoc|createContextualFragment|DOMParser/,
    { "components/markdown.tsx": "what renderMarkdown gives alone" },
  );
  expect(source("components/markdown.tsx")).toContain("{{ __html: renderMarkdown(text) }}");
});

test("no text becomes code, and no other program is started", () => {
  only(
    /\beval\(|\bFunction\(|["'](node:)?(vm|child_process|worker_threads|cluster)["']|import\((?!["'])|require\(|set(Timeout|Interval)\(["'`]/,
    {},
  );
});

describe("outside input", () => {
  const BY_SCHEMA = {
    "data/record/queries.ts": "the place in an address, where a page begins",
    "formats/chain/checkpoint.ts": "a line of the file outside",
    "formats/chain/receipt.ts": "a line that was mailed or copied",
    "formats/mail-event.ts": "what the mail provider says, after its signature",
    "formats/osv.ts": "a record that somebody pasted",
    "lib/action-call.ts": "the arguments of an action, before React reads them",
    "lib/env.ts": "what the starter wrote",
    "lib/github.ts": "who GitHub says it is: a number and a name, each tested",
  };
  /** Our own bytes: sealed (a changed one does not open), digested, or of the build. */
  const OURS = {
    "data/advisories/commands.ts": "sealed",
    "data/applications/answers.ts": "sealed",
    "data/deliveries/sending.ts": "sealed",
    "data/keys/destroyed.ts": "sealed",
    "data/publications/commands.ts": "sealed",
    "data/sign-in/lane.ts": "sealed",
    "data/upgrade/published.ts": "sealed",
    "db/backup/format.ts": "a backup, which the operator brings and whose digest was compared",
    "db/migrate.ts": "the list of migrations of this build",
    "formats/chain/entry.ts": "what was written out in the same line",
  };

  test("is parsed as JSON only before a schema, or where it is our own, sealed or digested", () => {
    only(/JSON\.parse\(|\.json\(\)/, { ...BY_SCHEMA, ...OURS });
    for (const file of Object.keys(BY_SCHEMA))
      expect(source(file).replaceAll("JSON.parse", ""), file).toMatch(/\.(safeP|p)arse\(|accountOf\(body\)/);
    for (const [file, why] of Object.entries(OURS))
      if (why === "sealed") expect(source(file), file).toMatch(/\bopen(Text|Or<T>)?\(/);
  });

  test("is decoded or unpacked only where somebody looked at what that may bring", () => {
    only(
      /\b(decodeURI(Component)?|atob|unescape)\(|Buffer\.from\((?:[^()]|\([^()]*\))*,\s*"(base64|base64url|hex|latin1|binary)"/,
      {
        "data/record/queries.ts": "a place in the record, before its schema",
        "data/sign-in/passkeys.ts": "a public key as we stored it",
        "db/migrate.ts": "the role in an address of the operator's",
        "lib/crypto/sealed.ts": "ids of our own",
        "lib/ed25519.ts": "two constants",
        "lib/env.ts": "the operator's key, after its form was checked",
        "lib/mail-settings.ts": "the operator's secret, after its form was checked",
        "lib/sha256.ts": "digests and signatures, which are compared and verified",
        "proxy.ts": "whether an address can be read at all; what comes out is not used",
      },
    );
    only(/\b(unzip|gunzip|inflate|brotliDecompress|createGunzip|createInflate|createBrotli)\w*\(/, {
      "db/backup/format.ts": "a backup, piece by piece",
      "lib/strip/office.ts": "an office document, with a bound on parts and bytes",
    });
    expect(source("lib/strip/office.ts")).toMatch(/entries > ENTRIES \|\| size > UNPACKED/);
  });

  test("is read as YAML in one place, where no alias makes a small text large", () => {
    only(/["']yaml["']/, {
      "formats/policy/edit.ts": "a draft in its editor, to change it; what is stored is read by the next",
      "formats/policy/yaml.ts": "a policy",
      "formats/policy/write.ts": "written alone, from a policy that was read",
    });
    for (const file of ["formats/policy/yaml.ts", "formats/policy/edit.ts"])
      expect(source(file)).not.toMatch(/customTags|maxAliasCount|"yaml-1\.1"/);
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]", "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]"];
    for (const [one, two] of ["bc", "cd", "de", "ef"])
      bomb.push(`${two}: &${two} [${Array(9).fill(`*${one}`).join(",")}]`);
    expect(() => parsePolicy(bomb.join("\n"))).toThrow("aliases");
  });
});

test("SQL is put together from text only where the text is a constant of ours", () => {
  only(/sql\.(raw|identifier|unsafe)\(|\.unsafe\(|\.as\(/, {
    "data/chain/rows.ts": "a cursor's number, and how many rows at a time",
    "data/keys/check.ts": "tables and columns of db/secrets.ts",
    "data/limits/admit.ts": "a step's number",
    "data/organizations/groups.ts": "names of its own columns",
    "data/persons/facts.ts": "tables and columns of data/persons/registry.ts",
    "data/upgrade/chain.ts": "columns of db/secrets.ts",
    "data/upgrade/seal.ts": "columns of db/secrets.ts",
    "db/migrate.ts": "rights of db/grants.ts",
    "db/walls/apply.ts": "the walls of this build",
  });
});

test("code of ours asks other machines from two files alone, each time with a limit", () => {
  const clients = {
    "lib/github.ts": "who signs in with GitHub",
    "worker/transports/resend.ts": "messages",
  };
  only(
    /\bfetch\(|sendBeacon|XMLHttpRequest|new (WebSocket|EventSource)|from "(node:)?(https?|http2|net|tls|dgram|dns|undici)"|["'](oauth4webapi|resend)["']/,
    {
      ...clients,
      "components/live.tsx": "a page that asks the server that it came from",
      "lib/entrance.ts": "types alone",
      "lib/forwarded.ts": "what is an address",
    },
  );
  for (const file of Object.keys(clients))
    expect(source(file), file).toMatch(/AbortSignal\.timeout\(\w+_MS\)/);
  expect(source("lib/entrance.ts")).toMatch(/import type \{[^}]*\} from "node:http"/);
  expect(source("lib/forwarded.ts")).toContain('import { isIP } from "node:net"');
});

describe("a redirect", () => {
  /** Where it leads is not to be read off the call. */
  const KNOWN: Readonly<Record<string, string>> = {
    "app/_lib/form.ts: next": "what the form's own command names",
    "app/(desk)/cases/[reference]/files/upload/route.ts: `${page}?refused=${because}`": "the case's files",
    "app/(desk)/cases/[reference]/files/upload/route.ts: `${page}?added=${fileId}`": "the case's files",
    "app/account/_passkey.tsx: to": "a page's own constant",
    "app/demo/act-as/route.ts: path": "by returnTo, above",
    "app/demo/act-as/route.ts: /^\\/(inbox|sign-in|roles|application(\\/|$))/.test(path) ? home : path":
      "by returnTo, or a constant",
    "app/demo/act-as/route.ts: OPEN[person.kind].test(path) ? path : home": "by returnTo, or a constant",
    'app/sign-in/github/actions.ts: await orNotFound(beginGitHub("sign-in"))':
      "GitHub, by the configured address",
    "app/roles/actions.ts: homeOf({ kind: chosen.acting.role })": "a page's own constant",
    "components/confirm-page.tsx: to": "by returnTo, or a constant",
  };
  const call =
    /\b(?:redirect|permanentRedirect|seeOther|router\.(?:push|replace))\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?)(?:, \{[^}]*\})?\)/g;
  const path = /(?:"\/[^"]*"|`\/[^`]*`)/.source;
  const plain = new RegExp(
    `^(?:${path}|returnTo\\([^?]*\\)|[^?]+ \\? ${path} : ${path})(?:, \\{ "clear-site-data".*)?$`,
    "s",
  );

  test("leads to a page of ours by what the code says, by returnTo, or as somebody looked at", () => {
    const others = files(ROOMS).flatMap((file) =>
      [...source(file).matchAll(call)]
        .map(([, to = ""]) => to.trim())
        .filter((to) => !plain.test(to) && !to.includes(": string"))
        .map((to) => `${file}: ${to}`),
    );
    expect(others.sort()).toEqual(Object.keys(KNOWN).sort());
  });
});

test("nothing is kept in a cache that others share, made before it is asked for, or sent on to another server", () => {
  only(
    /["']use cache|unstable_|cacheLife|cacheTag|cacheComponents|revalidate|force-(static|cache)|generateStaticParams|next\/(legacy\/)?image|rewrites|remotePatterns/,
    {},
  );
});

test("nothing of the environment is built into what browsers get", () => {
  only(/NEXT_PUBLIC_|productionBrowserSourceMaps|\benv:\s*\{/, {});
});

test("a browser keeps nothing of ours but cookies, and a script of ours sets one: the reader's time zone", () => {
  only(
    /localStorage|sessionStorage|indexedDB|\bcaches\.|serviceWorker|document\.cookie|cookieStore|postMessage/,
    { "components/zone-cookie.tsx": "the time zone" },
  );
});

test("chance is the operating system's, and no room prints to the console", () => {
  only(/Math\.random|\bconsole\./, {});
});
