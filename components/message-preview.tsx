import type { ReactNode } from "react";

export type MessagePreviewProps = {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Where the message has arrived and its links are to be followed. */
  links?: boolean | undefined;
};

/** A plain message as it will arrive: no look of ours, the letters that leave. */
export function MessagePreview({ from, to, subject, text, links = false }: MessagePreviewProps) {
  const lines = [
    { label: "From", value: from },
    { label: "To", value: to },
    { label: "Subject", value: subject },
  ];
  return (
    <article aria-label={`Message: ${subject}`} className="min-w-0 rounded-lg border bg-surface">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 border-b px-4 py-3">
        {lines.map((line) => (
          <div key={line.label} className="contents">
            <dt className="text-ink-3">{line.label}</dt>
            <dd className={line.label === "Subject" ? "min-w-0 font-medium" : "min-w-0"}>{line.value}</dd>
          </div>
        ))}
      </dl>
      <div className="max-w-[78ch] px-4 py-4 font-mono text-sm whitespace-pre-wrap">
        {links ? withLinks(text) : text}
      </div>
    </article>
  );
}

function withLinks(text: string): ReactNode[] {
  let at = 0;
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:)])/).map((part, index) => {
    const key = at;
    at += part.length;
    return index % 2 === 1 ? (
      <a key={key} href={part} className="text-accent underline underline-offset-3">
        {part}
      </a>
    ) : (
      part
    );
  });
}
