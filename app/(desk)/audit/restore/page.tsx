import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Deciding } from "@/app/(desk)/audit/restore/_deciding";
import { Missing } from "@/app/(desk)/audit/restore/_missing";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { type OpenRestore, restorePage } from "@/data/restores/queries";

export const metadata: Metadata = { title: "After a restore" };

type Restore = Awaited<ReturnType<typeof restorePage>>;

const WHAT: Record<OpenRestore["kind"], { title: string; words: string }> = {
  behind: {
    title: "The database was set back",
    words: "It knows less than the checkpoints that were written outside: it was restored from a backup.",
  },
  missing: {
    title: "Checkpoints are missing",
    words:
      "The database knows of checkpoints that are not in the file outside. The file was removed, cut off or changed, or this process reads another one.",
  },
  fork: {
    title: "The database and its checkpoints are two histories",
    words:
      "Entries of the record are not the ones that were written down outside. It was restored and then written to, or somebody changed it.",
  },
};

export default async function RestorePage() {
  const viewer = await requireMember();
  const [{ open, held, earlier, realNow }, zone] = await Promise.all([restorePage(viewer), readerZone()]);
  return (
    <Desk viewer={viewer}>
      <Page
        title="After a restore"
        lead="Whether the database is the one that its checkpoints were written from, and what two members do when it is not."
        eyebrow={<TextLink href="/audit">Audit</TextLink>}
        width="reading"
      >
        {open ? (
          <>
            <Callout tone="danger" title={`${WHAT[open.kind].title}: nothing is sent, and no vendor reads`}>
              {WHAT[open.kind].words} Found <When at={open.foundAt} now={realNow} zone={zone} short /> at
              checkpoint {open.checkpoint}. {open.because ? `${open.because}. ` : ""}Sign-in mail goes on.
            </Callout>
            <Missing open={open} zone={zone} />
            <Deciding open={open} zone={zone} />
          </>
        ) : held ? (
          <Callout tone="attention" title={held}>
            Nothing is sent, and no vendor reads, until it has. That takes some seconds after a start.
          </Callout>
        ) : (
          <Callout title="The database and its checkpoints agree">There is nothing to reconcile.</Callout>
        )}
        {earlier.length > 0 ? <Earlier earlier={earlier} zone={zone} /> : null}
      </Page>
    </Desk>
  );
}

function Earlier({ earlier, zone }: { earlier: Restore["earlier"]; zone: string | undefined }) {
  return (
    <Section title="Reconciled before">
      <ul className="grid gap-1.5">
        {earlier.map((r) => (
          <li key={r.id}>
            {WHAT[r.kind].title}, found <When at={r.foundAt} zone={zone} short />. Proposed by{" "}
            {r.proposedBy ?? "a member"}, confirmed by {r.confirmedBy ?? "another"}
            {r.confirmedAt ? (
              <>
                {" "}
                on <When at={r.confirmedAt} zone={zone} short />
              </>
            ) : null}
            .
          </li>
        ))}
      </ul>
    </Section>
  );
}
