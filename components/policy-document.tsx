import { ChapterFrame, Sections } from "@/components/policy/chapters";
import { Contents } from "@/components/policy/contents";
import { History, type HistoryEntry } from "@/components/policy/history";
import { Callout } from "@/components/ui/callout";
import { areasOf, sectionsOf } from "@/domain/policy/document/document";
import type { Exportable } from "@/domain/policy/doors";
import type { Policy } from "@/domain/policy/policy";

export type PolicyDocumentProps = {
  policy: Policy;
  project: { slug: string; name: string };
  /** Names that agreed to stand here. */
  team: readonly string[];
  /** Newest first; empty where the page shows the versions itself. */
  history: readonly HistoryEntry[];
  /** Whether a report would arrive; said before anything else where it would not. */
  doors: Exportable;
};

/** A project's policy, set to be read from top to bottom. */
export function PolicyDocument({ policy, project, team, history, doors }: PolicyDocumentProps) {
  const sections = sectionsOf(areasOf(policy, team));
  const titles = [
    ...sections.flatMap((s) => (s.type === "chapter" ? [s.chapter] : [])),
    ...(history.length > 0 ? [{ id: "history", title: "Versions" }] : []),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {doors.ok ? null : (
        <Callout tone="danger" title="Reports cannot be received here yet">
          <p className="break-words">{doors.because}</p>
        </Callout>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <Contents titles={titles} />
        <div className="grid max-w-[44rem] min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-10 text-md">
          <Sections sections={sections} />
          {history.length > 0 ? (
            <ChapterFrame id="history" title="Versions">
              <History entries={history} slug={project.slug} />
            </ChapterFrame>
          ) : null}
        </div>
      </div>
    </div>
  );
}
