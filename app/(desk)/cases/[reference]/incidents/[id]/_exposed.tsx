import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { isAfter } from "@/domain/time";
import type { Incident } from "./_load";

/** Who had the case, since when, and who of them read it: the first thing that a leak asks for. */
export function Exposed({ of }: { of: Incident }) {
  const readers = of.exposed.reduce((n, o) => n + o.readers.length, 0);
  return (
    <Section
      title="Who had it"
      description={
        of.exposed.length > 0
          ? `${count(of.exposed.length, "organization")} told, ${count(readers, "person", "people")} read it.`
          : undefined
      }
    >
      <DataTable
        caption="Organizations that were told of the case, and who of them read it"
        columns={[
          { key: "name", header: "Organization" },
          { key: "told", header: "Told" },
          { key: "readers", header: "Read by" },
        ]}
        rows={of.exposed.map((o) => ({
          id: o.organizationId,
          href: `/organizations/${o.organizationId}?incident=${of.id}`,
          cells: {
            name: o.name,
            told: o.toldAt ? (
              <>
                <When at={o.toldAt} short />
                {isAfter(o.toldAt, of.seenAt) ? (
                  <span className="block text-sm text-ink-3">After it was seen</span>
                ) : null}
              </>
            ) : null,
            readers:
              o.readers.length > 0 ? (
                <ul>
                  {o.readers.map((r) => (
                    <li key={`${r.by} ${r.at}`}>
                      {r.by}
                      <span className="text-sm text-ink-3">
                        {" "}
                        <When at={r.at} short />
                        {isAfter(r.at, of.seenAt) ? ", after it was seen" : ""}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : null,
          },
        }))}
        empty="No organization was told of this case. Only the team had it here."
      />
    </Section>
  );
}
