import { Markdown } from "@/components/markdown";

/** What the text adds to a line of it. */
export function Note({ text }: { text: string | null }) {
  return text ? (
    <div className="text-ink-2">
      <Markdown text={text} />
    </div>
  ) : null;
}
