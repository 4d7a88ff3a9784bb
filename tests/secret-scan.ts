export type Finding = { kind: string; line: number };

/** What a secret looks like, wherever it stands. Each shape is its issuer's own. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  "a private key": /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  "a key of Resend": /\bre_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}\b|\bre_(?=[A-Za-z]*\d)[A-Za-z0-9]{24,}\b/,
  "a webhook's secret": /\bwhsec_[A-Za-z0-9+/]{24,}={0,2}/,
  "a token of GitHub": /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{50,}\b/,
  "a key of AWS": /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  "a token of npm": /\bnpm_[A-Za-z0-9]{36}\b/,
  "a token of Slack": /\bxox[abeoprs]-[A-Za-z0-9-]{20,}/,
  "a key of Google": /\bAIza[A-Za-z0-9_-]{35}\b/,
  "a key of a language model's vendor": /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/,
  "a signed token": /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  // Not what the code puts together, nor what stands for a password.
  "a password in an address": /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"'`]+:(?!\$\{|…|\.\.\.|<)[^\s@/"'`]{3,}@/,
  // Where a line gives 32 random bytes to something that is called a secret.
  "a key in base64": /(?:SECRET|KEY|TOKEN|PASSWORD)["']?\s*[:=]\s*["'`]?[A-Za-z0-9+/]{43}=/i,
};

/** What looks like a secret in a text. It is named by its kind and line, and not repeated. */
export const secretsIn = (text: string): Finding[] =>
  text
    .split("\n")
    .flatMap((row, i) =>
      Object.entries(SHAPES).flatMap(([kind, shape]) => (shape.test(row) ? [{ kind, line: i + 1 }] : [])),
    );

/** Domains at which nobody has a mailbox: RFC 2606, RFC 6761, and .internal, which is given to nobody. */
const NOBODYS = /(?:^|\.)(?:example|example\.(?:com|net|org)|invalid|localhost|test|internal)$/i;
const ADDRESS = /[A-Za-z0-9_.+%-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|[A-Za-z0-9-]+\.[A-Za-z]{2,})/g;

/** Addresses at which somebody could have a mailbox, by their line. */
export const addressesIn = (text: string): Finding[] =>
  text
    .split("\n")
    .flatMap((row, i) =>
      [...row.matchAll(ADDRESS)]
        .filter(([, domain = ""]) => !NOBODYS.test(domain))
        .map(() => ({ kind: "an address", line: i + 1 })),
    );
