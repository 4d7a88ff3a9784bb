import { When } from "@/app/_lib/when";
import { deliveryState, noticeKind } from "@/app/_lib/words";
import type { InProject } from "@/app/(desk)/organizations/[id]/load";
import { Badge } from "@/components/ui/badge";
import { Ref } from "@/components/ui/ref";

/** What it was told of decisions about it, and what became of each message. */
export function Messages({ project, zone }: { project: InProject; zone: string | undefined }) {
  return (
    <ul className="grid gap-2">
      {project.messages.map((n) => (
        <li key={n.noticeId}>
          <p>
            {noticeKind(n.kind)}
            <span className="text-ink-3">
              , <When at={n.at} zone={zone} short />
            </span>
          </p>
          {n.deliveries.length === 0 ? (
            <p className="text-sm text-danger">Told nobody: it had no confirmed contact.</p>
          ) : null}
          <ul className="text-sm">
            {n.deliveries.map((d) => {
              const said = deliveryState(d.state, d.accepted);
              return (
                <li key={d.id} className="flex flex-wrap items-baseline gap-x-2">
                  <Ref>{d.address}</Ref> <Badge tone={said.tone}>{said.word}</Badge>
                  {d.reason ? <span className="text-ink-2">{d.reason}</span> : null}
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}
