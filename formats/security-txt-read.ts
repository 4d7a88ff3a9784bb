/** A security.txt as its readers take it (RFC 9116). */
export type ReadSecurityTxt = { fields: { name: string; value: string }[]; problems: string[] };

const URIS = ["Contact", "Encryption", "Canonical", "Policy", "Acknowledgments", "Hiring"];
const FIELDS = [...URIS, "Expires", "Preferred-Languages"];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$/;

/** Reads one, and says what is wrong with it by sections 2.3 to 2.5 of the RFC. */
export function readSecurityTxt(text: string): ReadSecurityTxt {
  const problems: string[] = [];
  const fields = text.split(/\r?\n/).flatMap((line, i) => {
    if (line === "" || line.startsWith("#")) return [];
    const [, name, value] = /^([A-Za-z-]+): (\S(?:.*\S)?)$/.exec(line) ?? [];
    if (name && value) return [{ name, value }];
    problems.push(`line ${i + 1} is no field`);
    return [];
  });
  const all = (name: string) => fields.filter((f) => f.name === name);
  if (!text.endsWith("\n")) problems.push("the last line has no end");
  if (all("Contact").length === 0) problems.push("no Contact");
  if (all("Expires").length !== 1) problems.push("not exactly one Expires");
  if (all("Preferred-Languages").length > 1) problems.push("more than one Preferred-Languages");
  for (const { name, value } of fields) problems.push(...problemsOf(name, value));
  return { fields, problems };
}

function problemsOf(name: string, value: string): string[] {
  if (!FIELDS.includes(name)) return [`${name} is no field of the RFC`];
  if (name === "Expires") return INSTANT.test(value) ? [] : ["Expires is no instant"];
  if (name === "Preferred-Languages")
    return /^[A-Za-z0-9-]+(?:, ?[A-Za-z0-9-]+)*$/.test(value)
      ? []
      : ["Preferred-Languages is no list of tags"];
  if (!URI.test(value)) return [`${name} is no URI`];
  return /^http:/i.test(value) ? [`${name} does not use https`] : [];
}
