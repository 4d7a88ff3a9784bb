import { type ListRead, type ListRow, MOST_ROWS, tooManyRows } from "@/domain/organization/list";
import { readYaml } from "@/formats/policy/yaml";

/** Whether a text is a list of groups as Kubernetes keeps it. */
export const hasGroups = (text: string): boolean => /^\ufeff?groups[ \t]*:[ \t]*(?:#.*|\[.*)?$/m.test(text);

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const NO_GROUPS =
  "Under “groups” each entry needs a “name” and a list “members” of addresses. Nothing was changed.";

/**
 * `groups:` with `name` and `members: [addresses]`. Such a list knows no organizations: each is named by the domain of its
 * address, for a person to put right.
 */
export function readGroups(text: string): ListRead {
  const listed = text.split("\n").filter((line) => /^\s*-\s/.test(line)).length;
  // Read as YAML, a list of this size would take long to say the same.
  if (listed > 2 * MOST_ROWS) return { ok: false, because: tooManyRows(listed) };
  const yaml = readYaml(text.replace(/^\ufeff/, ""));
  if (!yaml.ok) {
    const [first] = yaml.problems;
    return {
      ok: false,
      because: `Line ${first?.line ?? 1}: ${first?.message ?? "This is no YAML."} Nothing was changed.`,
    };
  }
  const groups = isMap(yaml.value) ? yaml.value["groups"] : null;
  if (!Array.isArray(groups)) return { ok: false, because: NO_GROUPS };
  const rows: ListRow[] = [];
  for (const [g, group] of groups.entries()) {
    const [name, members] = isMap(group) ? [group["name"], group["members"] ?? []] : [null, null];
    if (typeof name !== "string" || !Array.isArray(members)) return { ok: false, because: NO_GROUPS };
    for (const [m, member] of members.entries()) {
      const { line } = yaml.place(["groups", g, "members", m]);
      const address = typeof member === "string" ? member.trim() : "";
      const domain = address.slice(address.lastIndexOf("@") + 1);
      rows.push({
        line,
        name: domain === address ? "" : domain,
        legalEntity: "",
        website: "",
        roles: address,
        person: "",
        personEmail: "",
        group: name.trim(),
      });
    }
  }
  return rows.length > MOST_ROWS
    ? { ok: false, because: tooManyRows(rows.length) }
    : { ok: true, kind: "groups", rows };
}
