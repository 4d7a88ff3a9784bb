import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { OpenRestore } from "@/data/restores/queries";
import { MISSING_KINDS, type MissingKind } from "@/domain/restore";

type Item = OpenRestore["missing"][number];
const KINDS = Object.keys(MISSING_KINDS) as MissingKind[];

/** What the checkpoints know and the database does not, by what it means. */
export function Missing({ open, zone }: { open: OpenRestore; zone: string | undefined }) {
  const groups = KINDS.map((kind) => ({ kind, items: open.missing.filter((m) => m.kind === kind) }));
  const rest = [
    open.hidden > 0 ? `${count(open.hidden, "decision")} in projects that you don’t work on` : "",
    open.others > 0 ? `${count(open.others, "entry", "entries")} that changed nothing for a vendor` : "",
  ].filter(Boolean);
  return (
    <Section title="What is missing">
      {open.active.map((a) => (
        <Callout
          key={`${a.id} ${a.project}`}
          tone="danger"
          title={`${a.name} is active again${a.project ? ` in ${a.project}` : ""}`}
          action={<TextLink href={`/organizations/${a.id}`}>Pause or withdraw it</TextLink>}
        >
          A withdrawal or pause of it is missing. Decide it again first: until then nobody can confirm.
        </Callout>
      ))}
      {open.missing.length === 0 && rest.length === 0 ? (
        <EmptyState title="No entry is known to be missing">
          The checkpoints don’t say what was lost. Compare with what members remember, and with the mail
          account.
        </EmptyState>
      ) : null}
      {groups.map(({ kind, items }) =>
        items.length > 0 ? (
          <div key={kind} className="grid gap-1.5">
            <h3 className="font-medium">{MISSING_KINDS[kind].title}</h3>
            <ul className="grid list-disc gap-1 pl-5 marker:text-ink-3">
              {items.map((item) => (
                <li key={item.id}>
                  <What item={item} zone={zone} />
                </li>
              ))}
            </ul>
          </div>
        ) : null,
      )}
      {rest.length > 0 ? <p className="text-ink-2">Also missing: {rest.join(", and ")}.</p> : null}
    </Section>
  );
}

function What({ item, zone }: { item: Item; zone: string | undefined }) {
  return (
    <>
      {item.at ? (
        <>
          <When at={item.at} zone={zone} short />:{" "}
        </>
      ) : null}
      {item.action}
      {item.organization ? (
        <>
          {" · "}
          <TextLink href={`/organizations/${item.organization.id}`}>{item.organization.name}</TextLink>
        </>
      ) : null}
      {item.case ? (
        <>
          {" · "}
          <TextLink href={`/cases/${item.case.reference}`}>
            {item.case.reference} {item.case.codeName}
          </TextLink>
        </>
      ) : null}
      {item.project ? ` · ${item.project}` : null}
      {item.gone ? " · of something that this database does not hold" : null}
    </>
  );
}
