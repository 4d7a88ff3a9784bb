import { Temporal } from "temporal-polyfill";
import { Public } from "@/app/_lib/shell";
import { MailList } from "@/components/mail-list";
import { MessagePreview } from "@/components/message-preview";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { listMail, type readMail } from "@/data/demo/mailbox";
import { wallTime } from "@/domain/time";
import { cn } from "@/lib/cn";

type Mail = NonNullable<Awaited<ReturnType<typeof readMail>>>;

/** The demo's whole mail, and one message of it beside the list; on phones either of them. */
export async function Mailbox({ open }: { open: Mail | null }) {
  const messages = (await listMail()).map((m) => ({
    id: m.id,
    to: m.to,
    subject: m.subject,
    at: <At date={m.date} />,
    href: `/demo/mail/${m.id}`,
    current: m.id === open?.id,
  }));
  return (
    <Public width="wide">
      <Page
        title="The demo’s mailbox"
        lead="Everything that this portal mails, to anybody, ends here and nowhere else. Newest first."
      >
        <div
          className={cn(
            "grid grid-cols-[minmax(0,1fr)] gap-6",
            messages.length > 0 && "lg:grid-cols-[22rem_minmax(0,1fr)]",
          )}
        >
          <div className={cn("min-w-0", open && "max-lg:hidden")}>
            <MailList messages={messages} />
          </div>
          {open ? (
            <div className="grid min-w-0 content-start gap-3">
              <p className="lg:hidden">
                <TextLink href="/demo/mail">All messages</TextLink>
              </p>
              <MessagePreview from={open.from} to={open.to} subject={open.subject} text={open.text} links />
            </div>
          ) : messages.length > 0 ? (
            <p className="grid place-items-center rounded-lg border border-dashed border-line-strong px-4 py-6 text-ink-2 max-lg:hidden">
              Choose a message to read it.
            </p>
          ) : null}
        </div>
      </Page>
    </Public>
  );
}

function At({ date }: { date: string | null }) {
  const ms = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  const at = Temporal.Instant.fromEpochMilliseconds(ms);
  return <time dateTime={at.toString()}>{wallTime(at, "UTC")} UTC</time>;
}
