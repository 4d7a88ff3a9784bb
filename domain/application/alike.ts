/** What is compared: an application, an organization of the directory, or another application. */
export type Named = {
  name: string;
  legalEntity: string | null;
  website: string | null;
  /** The applicant's and its contacts'. */
  addresses: readonly string[];
};

/** Endings that say what kind of company it is, and nothing of which. */
const LEGAL_FORMS = new Set(
  "ab ag aps as asa bv bvba cic co company corp corporation ev gbr gmbh inc incorporated kft kg kk limited llc llp lp ltd mbh nv oü oy oyj plc pte pty sa sarl sas sasu se sl spa srl sro ug uab zrt".split(
    " ",
  ),
);

/** Mailboxes and pages that anybody can have there: to share one says nothing. */
const ANYBODYS = new Set(
  "163.com aol.com fastmail.com github.com github.io gitlab.com gitlab.io gmail.com gmx.de gmx.net googlemail.com hey.com hotmail.com icloud.com live.com mail.com mail.ru me.com msn.com outlook.com pm.me proton.me protonmail.com qq.com web.de yahoo.com yandex.com yandex.ru zoho.com".split(
    " ",
  ),
);

/** Labels under which a country's names are registered, such as `co` in `co.uk`. */
const SECOND_LEVEL = new Set("ac co com edu go gov ne net or org".split(" "));

/** A name without case, accents, punctuation and legal form, so that *Ósprey Robotics, Inc.* is *osprey robotics*. */
export function foldName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(".", "")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("ß", "ss")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const kept = [...words];
  while (kept.length > 1 && LEGAL_FORMS.has(kept.at(-1) ?? "")) kept.pop();
  return kept.join(" ");
}

/** The part of a host that somebody registered, as far as its labels show; null for what anybody can have. */
export function registeredIn(host: string): string | null {
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  if (
    labels.length < 2 ||
    labels.some((l) => !/^[\p{L}\p{N}-]+$/u.test(l)) ||
    labels.every((l) => /^\d+$/.test(l))
  )
    return null;
  const underCountry =
    labels.length > 2 && labels.at(-1)?.length === 2 && SECOND_LEVEL.has(labels.at(-2) ?? "");
  const domain = labels.slice(underCountry ? -3 : -2).join(".");
  return ANYBODYS.has(domain) ? null : domain;
}

const hostOf = (website: string | null): string | null =>
  website === null ? null : (/^https?:\/\/([^/?#:@\s]+)(?:[:/?#]|$)/i.exec(website)?.[1] ?? null);

function domainsOf({ website, addresses }: Named): Set<string> {
  const hosts = [hostOf(website), ...addresses.map((a) => a.split("@").at(-1) ?? "")];
  return new Set(hosts.flatMap((h) => (h ? [registeredIn(h)] : [])).filter((d) => d !== null));
}

/** Why two look like the same organization, in words; none where they don't (policies.md 3e 13). */
export function alike(one: Named, other: Named): string[] {
  const because: string[] = [];
  if (same(one.name, other.name)) because.push("the same name");
  if (same(one.name, other.legalEntity) || same(one.legalEntity, other.name))
    because.push("the name of one is the legal entity of the other");
  if (same(one.legalEntity, other.legalEntity)) because.push("the same legal entity");
  const shared = [...domainsOf(one)].filter((d) => domainsOf(other).has(d)).sort();
  if (shared.length > 0) because.push(`the same domain, ${shared.join(", ")}`);
  const address = one.addresses.find((a) => other.addresses.includes(a));
  if (address !== undefined) because.push(`the same address, ${address}`);
  return because;
}

/** A name that folds to nothing is like no other. */
const same = (a: string | null, b: string | null): boolean => {
  const folded = foldName(a ?? "");
  return folded !== "" && folded === foldName(b ?? "");
};
