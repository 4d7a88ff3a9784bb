import { Criteria } from "@/components/criteria";
import { HandlingTable } from "@/components/handling";
import { Markdown } from "@/components/markdown";
import { Facts } from "@/components/policy/facts";
import { Note } from "@/components/policy/note";
import { Severities } from "@/components/policy/severities";
import { Target } from "@/components/policy/target";
import { Callout } from "@/components/ui/callout";
import type { Item, Part } from "@/domain/policy/document/parts";
import type { Block } from "@/domain/policy/parts/reading";
import { cn } from "@/lib/cn";

/** What a chapter is made of, in its order. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the order is the policy's, and never changes on a page
  return parts.map((part, i) => <OnePart key={i} part={part} />);
}

function OnePart({ part }: { part: Part }) {
  switch (part.type) {
    case "text":
      return <Markdown text={part.text} />;
    case "ours":
      return <p className="text-ink-2">{part.text}</p>;
    case "heading":
      return <h3 className="mt-2 text-md font-semibold">{part.text}</h3>;
    case "list":
      return <Items items={part.items} ordered={part.ordered} />;
    case "facts":
      return <Facts facts={part.facts} />;
    case "warning":
      return (
        <Callout tone="attention" title={part.title}>
          <ul className="grid list-disc gap-1 pl-5 marker:text-ink-3">
            {part.items.map((words) => (
              <li key={words} className="break-words">
                {words}
              </li>
            ))}
          </ul>
        </Callout>
      );
    case "block":
      return <OwnAnchor block={part.block} />;
    case "criteria":
      return <Criteria of={part.of} />;
    case "severities":
      return <Severities scale={part.scale} />;
    case "handling":
      return <HandlingTable handling={part.of} />;
  }
}

function Items({ items, ordered }: { items: readonly Item[]; ordered: boolean }) {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={cn("grid gap-2 pl-5 marker:text-ink-3", ordered ? "list-decimal" : "list-disc")}>
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the policy's, and never changes on a page
        <li key={i} className="min-w-0 break-words">
          <Target target={item.target}>{item.text}</Target>
          <Note text={item.note} />
        </li>
      ))}
    </List>
  );
}

function OwnAnchor({ block }: { block: Block }) {
  return (
    <section id={block.id} aria-labelledby={`title:${block.id}`} className="grid scroll-mt-16 gap-1">
      <h3 id={`title:${block.id}`} className="text-md font-semibold">
        {block.heading}
      </h3>
      <Markdown text={block.text} />
    </section>
  );
}
