import type { Metadata } from "next";
import { cache } from "react";
import { clockOf } from "@/app/_lib/clock";
import { orNotFound, requireContact } from "@/app/_lib/guard";
import { isOpened, readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Content } from "@/app/(portal)/inbox/[reference]/content";
import { Cover } from "@/app/(portal)/inbox/[reference]/cover";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { recordSeen } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import type { ContactViewer } from "@/domain/viewer";
import { AppError } from "@/lib/errors";

type Props = { params: Promise<{ reference: string }> };

const caseOf = cache(async (reference: string) => {
  const viewer = await requireContact();
  try {
    return { viewer, of: await orNotFound(vendorCase(viewer, reference)) };
  } catch (error) {
    if (error instanceof AppError && error.code === "refused") return { viewer, off: error.message };
    throw error;
  }
});

/** Neutral words: a title stays in histories and on shared screens. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { of } = await caseOf((await params).reference);
  return { title: of ? `${of.reference} ${of.codeName}` : "Inbox" };
}

export default async function VendorCase({ params }: Props) {
  const { viewer, of, off } = await caseOf((await params).reference);
  if (!of) return <ReadingOff viewer={viewer} because={off} />;
  const accepted = of.consent?.state === "accepted";
  // Withdrawn since the text was read: then it is not shown either.
  if (of.content && accepted && (await isOpened()))
    await orNotFound(recordSeen(viewer, { reference: of.reference }));
  const zone = await readerZone();
  const clock = clockOf(of, of.now, zone);
  return (
    <Desk viewer={viewer}>
      <Page
        width="reading"
        title={of.content ? `${of.reference} ${of.codeName}` : "Something waits for you, in confidence"}
        eyebrow={
          <>
            <TextLink href="/inbox">Inbox</TextLink> · {of.project}
          </>
        }
        lead={
          of.content
            ? undefined
            : `The vulnerability management team of ${of.project} wants to tell ${viewer.organizationName} about a vulnerability before it is public. What it is about stands behind the terms.`
        }
      >
        {of.brokenSince && of.publishedAt === null ? (
          <Callout tone="danger" title="The embargo may not hold">
            The team says so since <When at={of.brokenSince} zone={zone} short />. What you accepted still
            holds: say nothing, and release no fix, until the case is public or the team says otherwise. If
            you know how it became known, <TextLink href="/organization">tell the team</TextLink>; telling
            early is never held against you.
          </Callout>
        ) : null}
        {of.content ? (
          <Content of={of} viewer={viewer} clock={clock} zone={zone} />
        ) : (
          <Cover of={of} viewer={viewer} clock={clock} zone={zone} />
        )}
      </Page>
    </Desk>
  );
}

function ReadingOff({ viewer, because }: { viewer: ContactViewer; because: string }) {
  return (
    <Desk viewer={viewer}>
      <Page width="reading" title="Reading is off" eyebrow={<TextLink href="/inbox">Inbox</TextLink>}>
        <Callout tone="attention" title={because} />
      </Page>
    </Desk>
  );
}
