import { Ref } from "@/components/ui/ref";
import type { SentFile } from "@/domain/file/file";
import { isArchive, kindWord } from "@/domain/file/kinds";
import { sizeInWords } from "@/domain/file/limits";

/** A SHA-256 by its first letters; the whole of it, to be copied, a click away. */
export function Digest({ hex, of = "SHA-256" }: { hex: string; of?: string | undefined }) {
  return (
    <details className="min-w-0">
      <summary className="w-fit cursor-pointer text-sm text-ink-3 hover:text-ink">
        {of} <Ref>{hex.slice(0, 12)}…</Ref>
      </summary>
      <code className="font-mono text-sm break-all select-all">{hex}</code>
    </details>
  );
}

/** A plain anchor: the browser fetches a file itself, the router stays out of it. */
export function FileLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="text-accent wrap-anywhere underline decoration-accent-line underline-offset-3 hover:decoration-current"
    >
      {children}
    </a>
  );
}

export type FileListProps = {
  files: readonly SentFile[];
  /** Where each is downloaded. */
  hrefOf: (id: string) => string;
  headingLevel?: 2 | 3 | undefined;
};

/** The files that a version of the advisory brings, as vendors get them. */
export function FileList({ files, hrefOf, headingLevel = 2 }: FileListProps) {
  if (files.length === 0) return null;
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section aria-label="Files" className="grid max-w-[70ch] gap-2">
      <Heading className="text-md font-semibold">Files</Heading>
      <ul className="rounded-lg border bg-surface">
        {files.map((f) => (
          <li key={f.id} className="grid gap-0.5 px-4 py-2.5 not-first:border-t">
            <p>
              <FileLink href={hrefOf(f.id)}>{f.name}</FileLink>{" "}
              <span className="text-ink-2">
                {kindWord(f.mediaType)}, {sizeInWords(f.size)}
                {isArchive(f.mediaType) ? ", as it was packed" : ""}
              </span>
            </p>
            <Digest hex={f.digest} />
          </li>
        ))}
      </ul>
    </section>
  );
}
