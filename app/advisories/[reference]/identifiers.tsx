import { Facts } from "@/components/ui/definition-list";
import { Ref } from "@/components/ui/ref";
import type { getPublished } from "@/data/advisories/queries";

type Vulnerability = Awaited<ReturnType<typeof getPublished>>["vulnerabilities"][number];

/** What machines and other databases call it. */
export function Identifiers({ vulnerabilities }: { vulnerabilities: readonly Vulnerability[] }) {
  // One that nobody named, scored or classified has nothing to list.
  const listed = vulnerabilities.filter((v) => v.ids.length + v.cvss.length + v.cwes.length > 0);
  return listed.map((v) => (
    <section
      key={[...v.ids, ...v.cvss.map((c) => c.vector), ...v.cwes].join()}
      aria-label={`Identifiers of ${v.ids[0] ?? "the vulnerability"}`}
    >
      <Facts
        items={[
          ...(v.ids.length > 0 ? [{ label: "Identifiers", value: <List items={v.ids} /> }] : []),
          ...(vulnerabilities.length > 1 && v.severity ? [{ label: "Severity", value: v.severity }] : []),
          ...v.cvss.map((c) => ({
            label: `CVSS ${c.version}`,
            value: (
              <>
                <strong className="font-medium">{c.score.toFixed(1)}</strong>{" "}
                <span className="text-ink-2">
                  <Ref>{c.vector}</Ref>
                </span>
              </>
            ),
          })),
          ...(v.cwes.length > 0 ? [{ label: "Weakness", value: <List items={v.cwes} /> }] : []),
        ]}
      />
    </section>
  ));
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4">
      {items.map((item) => (
        <li key={item}>
          <Ref>{item}</Ref>
        </li>
      ))}
    </ul>
  );
}
