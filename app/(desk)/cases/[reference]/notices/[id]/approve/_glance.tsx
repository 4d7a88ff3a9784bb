import type { DeskCase } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { EmbargoClock } from "@/components/embargo-clock";
import { distance, wallTime } from "@/domain/time";
import type { DeskNotice } from "../_load";

type Props = { of: DeskCase; notice: DeskNotice; zone: string | undefined };

/** What is signed, in one look: when it leaves, to how many, and until when it stays secret. */
export function Glance({ of, notice, zone }: Props) {
  const { included, leftOut } = notice.preview;
  const messages = included.reduce((n, r) => n + r.contacts.length, 0);
  const clock = clockOf(of.summary, of.now, zone);
  const local = zone && zone !== "UTC" ? `${wallTime(notice.send.at, zone)} ${zone}` : null;
  return (
    <section
      aria-label="When, and to how many"
      className="grid rounded-lg border bg-surface tabular-nums md:grid-cols-[minmax(0,4fr)_minmax(0,3fr)_minmax(0,5fr)]"
    >
      <div className="px-4 py-4 sm:px-5">
        <p className="text-sm text-ink-3">It leaves</p>
        <p className="text-lg font-semibold tracking-[-0.011em]">
          <When at={notice.send.at} short />
        </p>
        <p className="text-ink-2">{distance(notice.send.at, of.now)}</p>
        {local ? <p className="text-sm text-ink-3">{local}</p> : null}
        {notice.send.zone === "UTC" || notice.send.zone === zone ? null : (
          <p className="text-sm text-ink-3">Meant in {notice.send.zone}</p>
        )}
      </div>
      <div className="border-t px-4 py-4 sm:px-5 md:border-t-0 md:border-l">
        <p className="text-sm text-ink-3">To</p>
        <p className="text-lg font-semibold tracking-[-0.011em]">{count(included.length, "organization")}</p>
        <p className="text-ink-2">{count(messages, "message")}, one to each contact</p>
        {leftOut.length > 0 ? (
          <p className="text-sm text-ink-3">{leftOut.length} in these groups will not get it</p>
        ) : null}
      </div>
      {clock ? (
        <div className="border-t px-4 py-4 sm:px-5 md:border-t-0 md:border-l">
          <EmbargoClock {...clock} size="header" />
        </div>
      ) : null}
    </section>
  );
}
