import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { count } from "@/app/_lib/words";
import { Import } from "@/app/(desk)/organizations/import/_import";
import { apply, look } from "@/app/(desk)/organizations/import/actions";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Import a list" };

type Query = Record<string, string | string[] | undefined>;

export default async function ImportList({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireMember();
  const query = await searchParams;
  const number = (name: string) => Number(/^\d{1,5}$/.exec(textOf(query[name]))?.[0] ?? 0);
  const [added, changed, proposed] = [number("added"), number("changed"), number("proposed")];
  return (
    <Desk viewer={viewer}>
      <Page
        title="Import a list"
        eyebrow={<TextLink href="/organizations">Organizations</TextLink>}
        lead="A list that you kept elsewhere becomes entries of the directory. First you see what each row would do."
      >
        {added + changed > 0 ? (
          <Callout
            title={`${count(added, "organization")} added, ${changed} changed, ${count(proposed, "membership")} proposed`}
            action={<TextLink href="/groups">Groups</TextLink>}
          >
            Another member confirms the memberships, on the onboarding page of the group.
          </Callout>
        ) : null}
        <Import look={look} apply={apply} submission={newSubmission()} />
      </Page>
    </Desk>
  );
}
