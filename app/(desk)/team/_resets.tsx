import { When } from "@/app/_lib/when";
import { Callout } from "@/components/ui/callout";
import { recentResets } from "@/data/sign-in/resets";
import type { Member } from "@/domain/viewer";
import { realNow } from "@/lib/clock";

/** Whose factors were taken off in the last week: every member sees it, so that nobody is let in by one alone unseen. */
export async function Resets({ viewer, zone }: { viewer: Member; zone: string | undefined }) {
  const resets = await recentResets(viewer);
  return resets.map((r) => (
    <Callout key={r.id} tone="attention" title={`${r.name} had every factor taken off`}>
      By {r.by}, <When at={r.at} now={realNow()} zone={zone} short />. They set up a new one behind a link to
      their mailbox. Did you not hear of it from {r.name}? Ask them, by voice.
    </Callout>
  ));
}
