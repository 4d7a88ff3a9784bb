import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { count } from "@/app/_lib/words";
import { DialogForm } from "@/components/dialog-form";
import { FormText } from "@/components/form-fields";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { DataTable } from "@/components/ui/table";
import { showPerson } from "@/data/persons/queries";
import { correct, erase } from "./actions";

export const metadata: Metadata = { title: "A person’s data" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireMember();
  const { id } = await params;
  const { person, places, kept } = await orNotFound(showPerson(viewer, { id }));
  return (
    <Desk viewer={viewer}>
      <Page
        width="reading"
        title={person.name ?? person.addresses[0] ?? "A role address"}
        eyebrow={<TextLink href="/team/persons">People’s data</TextLink>}
        lead={person.erasedAt ? "Name and address were erased." : person.addresses.join(", ")}
      >
        <Section
          title="Where it stands"
          description="Ids stay whatever is erased: they say that somebody acted, and no longer who. Texts that people wrote are not searched for names."
        >
          <DataTable
            caption="Where this person is named"
            columns={[
              { key: "place", header: "Table and column", mono: true },
              { key: "rows", header: "Rows", align: "end" },
              { key: "erased", header: "An erasure" },
            ]}
            rows={places.map((p) => ({
              id: `${p.table}.${p.column}`,
              cells: {
                place: `${p.table}.${p.column}`,
                rows: p.rows,
                erased:
                  p.erased === "stays"
                    ? "leaves the id"
                    : p.erased === "replaced"
                      ? "replaces it"
                      : "deletes it",
              },
            }))}
            empty="Nowhere."
          />
          <form method="post" action="/team/persons/export">
            <input type="hidden" name="id" value={id} />
            <Button type="submit">Export as JSON</Button>
          </form>
        </Section>
        {person.erasedAt ? null : (
          <Section title="Correct">
            <DialogForm
              action={correct}
              submission={newSubmission()}
              align="start"
              trigger="Correct the name…"
              title="Correct the name"
              confirm="Save"
            >
              <input type="hidden" name="id" value={id} />
              <FormText name="name" label="Name" defaultValue={person.name ?? ""} required />
            </DialogForm>
            <p className="max-w-[70ch] text-ink-2">
              An address lets its owner in, so no admin changes one alone. A member’s is changed on the
              terminal, which every member sees:{" "}
              <Ref>npm run curfew -- person correct ADDRESS --address NEW</Ref>
            </p>
          </Section>
        )}
        <Section title="Erase">
          {kept.length > 0 ? (
            <Callout title={`${count(kept.length, "reason")} to keep name and address`}>
              <ul className="grid gap-1">
                {kept.map((k) => (
                  <li key={k}>{k}</li>
                ))}
              </ul>
            </Callout>
          ) : (
            <DialogForm
              action={erase}
              submission={newSubmission()}
              align="start"
              trigger="Erase name and address…"
              title="Erase name and address?"
              description="Nobody can bring them back. Backups hold them until they are deleted; mail that left holds them where it went."
              confirm="Erase"
              confirmVariant="danger"
              pendingLabel="Erasing…"
            >
              <input type="hidden" name="id" value={id} />
            </DialogForm>
          )}
        </Section>
      </Page>
    </Desk>
  );
}
