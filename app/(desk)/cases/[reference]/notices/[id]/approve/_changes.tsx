import { timelineOf } from "@/app/_lib/activity";
import { Panel } from "@/components/panel";
import { Section } from "@/components/ui/section";
import { Timeline } from "@/components/ui/timeline";
import type { Activity } from "@/data/activity/queries";

const OF_CASE = ["advisory.saved", "case.imported", "case.release_set", "case.release_moved"];
const OF_NOTICE = ["notice.written", "notice.edited", "notice.sent_back", "notice.approval_voided"];

/** Who touched the text, the organizations or the instant since this notice was last approved. */
export function Changes(props: {
  entries: readonly Activity[];
  noticeId: string;
  reference: string;
  zone: string | undefined;
}) {
  const { entries, noticeId, reference, zone } = props;
  const own = (e: Activity) => e.facts["noticeId"] === noticeId;
  const last = entries.findIndex((e) => e.code === "notice.approved" && own(e));
  const since = last === -1 ? entries : entries.slice(0, last);
  const changes = since.filter((e) => OF_CASE.includes(e.code) || (OF_NOTICE.includes(e.code) && own(e)));
  return (
    <Section
      title={last === -1 ? "Who touched it" : "What changed since the last approval"}
      description="Whoever touched the text, the organizations or an instant does not approve."
    >
      <Panel>
        {changes.length > 0 ? (
          <Timeline entries={timelineOf(changes, reference, zone)} />
        ) : (
          <p className="text-ink-2">Nothing since the last approval.</p>
        )}
      </Panel>
    </Section>
  );
}
