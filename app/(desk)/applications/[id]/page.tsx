import type { Metadata } from "next";
import { idOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { applicationWord } from "@/app/_lib/words";
import { About } from "@/app/(desk)/applications/[id]/about";
import { Criteria } from "@/app/(desk)/applications/[id]/criteria";
import { DecisionPart } from "@/app/(desk)/applications/[id]/decision";
import { History } from "@/app/(desk)/applications/[id]/history";
import { applicationOf } from "@/app/(desk)/applications/[id]/load";
import { Next } from "@/app/(desk)/applications/[id]/next";
import { Questions } from "@/app/(desk)/applications/[id]/questions";
import { Recusals } from "@/app/(desk)/applications/[id]/recusals";
import { Votes } from "@/app/(desk)/applications/[id]/votes";
import { Vouchers } from "@/app/(desk)/applications/[id]/vouchers";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Application of ${(await applicationOf(await idOf(params))).of.organization}` };
}

export default async function Application({ params }: Props) {
  const { viewer, of } = await applicationOf(await idOf(params));
  const { review, recused } = of;
  const said = applicationWord(of.state);
  const part = review ? { of, review, userId: viewer.userId, zone: await readerZone() } : null;
  return (
    <Desk viewer={viewer}>
      <Page
        title={of.organization}
        eyebrow={<TextLink href="/applications">Applications</TextLink>}
        lead={
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={said.tone}>{said.word}</Badge>
            For {of.group} of {of.project.name}
          </span>
        }
      >
        {recused ? (
          <Callout tone="attention" title="You take no part in this application">
            <p>
              {recused.because} {recused.ask} What was answered, judged and voted is not shown to you.
            </p>
          </Callout>
        ) : null}
        {part ? (
          <>
            <Next {...part} />
            <About {...part} />
            <Criteria {...part} />
            <Questions {...part} />
            <Vouchers {...part} />
            <Votes {...part} />
            <DecisionPart {...part} />
            <Recusals {...part} />
            <History {...part} />
          </>
        ) : null}
      </Page>
    </Desk>
  );
}
