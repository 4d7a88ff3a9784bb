import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { askedProject, NoProject } from "@/app/(desk)/policy/_asked";
import { History } from "@/app/(desk)/policy/_history";
import { ForEverybody } from "@/app/(desk)/policy/_public";
import { Start } from "@/app/(desk)/policy/_start";
import { PolicyDocument } from "@/components/policy-document";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { TabsNav } from "@/components/ui/tabs-nav";
import { policyDesk } from "@/data/policies/queries";
import { exportable } from "@/domain/policy/doors";

export const metadata: Metadata = { title: "Policy" };

type Query = Promise<{ project?: string | string[]; number?: string | string[] }>;

export default async function Policies({ searchParams }: { searchParams: Query }) {
  const viewer = await requireMember();
  const query = await searchParams;
  const about = await askedProject(viewer, query.project);
  if (!about) return <NoProject viewer={viewer} />;
  const { slug, projects } = about;
  const asked = textOf(query.number);
  const of = await orNotFound(policyDesk(viewer, slug, asked === "" ? undefined : Number(asked)));
  const { project, shown, draft } = of;
  const inForce = shown.number === of.inForce.number;
  return (
    <Desk viewer={viewer}>
      <Page
        title={shown.policy.title}
        eyebrow={`${project.name} · version ${shown.policy.version}${inForce ? ", in force" : ""}`}
        lead={<Lead slug={slug} source={shown.policy.source} />}
        actions={draft ? null : <Start projectId={project.id} slug={slug} />}
      >
        {projects.length > 1 ? (
          <TabsNav
            label="Projects"
            items={projects.map((p) => ({
              href: `/policy?project=${p.slug}`,
              label: p.name,
              current: p.slug === slug,
            }))}
          />
        ) : null}
        {inForce ? null : (
          <Callout
            tone="attention"
            title={`This is version ${shown.policy.version}; version ${of.inForce.version} is in force`}
            action={<TextLink href={`/policy?project=${slug}`}>Read what is in force</TextLink>}
          />
        )}
        {draft ? <DraftOpen slug={slug} draft={draft} now={of.now} /> : null}
        <PolicyDocument
          policy={shown.policy}
          project={project}
          team={of.team}
          history={[]}
          doors={inForce ? exportable(shown.policy) : { ok: true }}
        />
        {inForce ? <ForEverybody of={of} slug={slug} userName={viewer.name} /> : null}
        <History of={of} slug={slug} />
      </Page>
    </Desk>
  );
}

type Shown = Awaited<ReturnType<typeof policyDesk>>;

function Lead({ slug, source }: { slug: string; source: string | null }) {
  return (
    <>
      What this portal applies
      {source && /^https?:/.test(source) ? (
        <>
          , taken from{" "}
          <a
            href={source}
            rel="noreferrer noopener"
            className="text-accent underline decoration-accent-line underline-offset-3"
          >
            the published text
          </a>
        </>
      ) : null}
      . Where the text is silent, this page says none.{" "}
      <TextLink href={`/projects/${slug}`}>As everybody reads it</TextLink>
    </>
  );
}

function DraftOpen({
  slug,
  draft,
  now,
}: {
  slug: string;
  draft: NonNullable<Shown["draft"]>;
  now: Shown["now"];
}) {
  const proposed = draft.state === "proposed";
  return (
    <Callout
      tone={proposed && !draft.mine ? "attention" : "quiet"}
      title={
        proposed
          ? draft.mine
            ? "Your proposed version waits for another member"
            : `A new version, proposed by ${draft.proposedBy}, waits for a second member`
          : "A draft of a new version is open"
      }
      action={
        <LinkButton href={`/policy/draft?project=${slug}`}>
          {proposed ? (draft.mine ? "Open" : "Read and decide") : "Go on with it"}
        </LinkButton>
      }
    >
      {proposed && draft.proposedAt ? (
        <When at={draft.proposedAt} now={now} short />
      ) : (
        <>
          Saved by {draft.savedBy}, <When at={draft.savedAt} now={now} short />. Nothing of it holds yet.
        </>
      )}
    </Callout>
  );
}
