import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Public } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Identifiers } from "@/app/advisories/[reference]/identifiers";
import { Markdown } from "@/components/markdown";
import { SeverityBadge } from "@/components/severity-badge";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { getPublished } from "@/data/advisories/queries";
import { publicViewer } from "@/data/viewer";
import { type AdvisoryContent, advisoryLabel } from "@/domain/advisory/advisory";

type Props = { params: Promise<{ reference: string }> };

const published = cache((reference: string) => orNotFound(getPublished(publicViewer(), reference)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { text } = await published((await params).reference);
  return { title: text.title, robots: { index: true, follow: true } };
}

export default async function Advisory({ params }: Props) {
  const of = await published((await params).reference);
  const { text } = of;
  return (
    <Public>
      <article className="grid gap-8">
        <header className="grid gap-3">
          <p className="text-sm text-ink-3">
            <TextLink href="/advisories">Published advisories</TextLink> · {of.project}
          </p>
          <h1 className="text-2xl font-semibold tracking-[-0.02em]">{text.title}</h1>
          <div className="flex flex-wrap items-start gap-x-3 gap-y-2 text-ink-2">
            {of.severity ? <SeverityBadge label={of.severity} /> : null}
            <Ref>{of.reference}</Ref>
            <span>
              Published <When at={of.publishedAt} zone={await readerZone()} />
            </span>
            {of.replay ? <Badge icon={null}>Replay of a published record</Badge> : null}
          </div>
        </header>
        {text.summary !== text.title ? <Part text={text} field="summary" bare /> : null}
        <div className="grid gap-6 rounded-lg border bg-surface px-5 py-5">
          <Part text={text} field="impact" />
          <Part text={text} field="affected" title="Who is affected" />
          <Part text={text} field="fixed" title="What to do now: update" />
          <Part text={text} field="mitigation" title="If you cannot update yet" />
        </div>
        <Identifiers vulnerabilities={of.vulnerabilities} />
        <Part text={text} field="description" />
        <Part text={text} field="references" />
      </article>
    </Public>
  );
}

type PartProps = {
  text: AdvisoryContent;
  field: keyof AdvisoryContent;
  title?: string;
  bare?: boolean;
};

/** One field of the text; what was not written is left out. */
function Part({ text, field, title, bare }: PartProps) {
  if (text[field].trim() === "") return null;
  return (
    <section className="grid min-w-0 gap-2">
      {bare ? null : <h2 className="text-md font-semibold">{title ?? advisoryLabel(field)}</h2>}
      <Markdown text={text[field]} />
    </section>
  );
}
