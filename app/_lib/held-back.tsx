import "server-only";
import { requestPath } from "@/app/_lib/request";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { heldBackNow } from "@/data/restores/queries";
import type { Member } from "@/domain/viewer";

/** On every page of the desk while nothing is sent and no vendor reads, and on none otherwise. */
export async function HeldBack({ viewer }: { viewer: Member }) {
  const because = await heldBackNow(viewer);
  if (!because || (await requestPath()).startsWith("/audit/restore")) return null;
  return (
    <div className="mx-auto mb-6 w-full max-w-[72rem]">
      <Callout
        tone="danger"
        title="Nothing is sent, and no vendor reads"
        action={<TextLink href="/audit/restore">Reconcile</TextLink>}
      >
        {because}. Sign-in mail goes on.
      </Callout>
    </div>
  );
}
