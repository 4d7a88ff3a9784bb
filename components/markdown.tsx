import { renderMarkdown } from "@/lib/markdown";

/** The only place that writes HTML by itself; what it writes went through the sanitizer. */
export function Markdown({ text }: { text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized above, and tested with hostile text
  return <div className="prose-advisory" dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />;
}
