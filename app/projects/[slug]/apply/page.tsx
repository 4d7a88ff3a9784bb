import type { Metadata } from "next";
import { cache } from "react";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Public } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { applicationWord } from "@/app/_lib/words";
import { ask } from "@/app/projects/[slug]/apply/actions";
import { Asked } from "@/app/projects/[slug]/apply/asked";
import { ActionForm } from "@/components/action-form";
import { FormSelect, FormText } from "@/components/form-fields";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { howToApply, type PublicDecision } from "@/data/applications/queries";
import { systemViewer } from "@/data/viewer";
import { env } from "@/lib/env";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ asked?: string | string[] }>;
};

const found = cache((slug: string) => orNotFound(howToApply(systemViewer("web"), slug)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Apply to ${(await found((await params).slug)).project.name}` };
}

export default async function Apply({ params, searchParams }: Props) {
  const of = await found((await params).slug);
  const { project, groups } = of;
  const eyebrow = <TextLink href={`/projects/${project.slug}`}>{project.name}: the whole policy</TextLink>;
  if (textOf((await searchParams).asked) === "yes") return <Sent slug={project.slug} />;
  if (groups.length === 0)
    return (
      <Public>
        <Page width="reading" title={`Apply to ${project.name}`} eyebrow={eyebrow}>
          <EmptyState title="There is nothing to apply to">
            The policy of {project.name} has no group that is told before the public is. What is fixed is
            announced to everybody at once.
          </EmptyState>
        </Page>
      </Public>
    );
  return (
    <Public>
      <Page
        width="reading"
        title={`Apply to ${project.name}`}
        eyebrow={eyebrow}
        lead="For a place among those who are told of security fixes before the public is. What is asked, who decides and by when stands below; then confirm your address."
      >
        <Asked of={of} />
        <Section
          title="Begin with your address"
          description="You get a link to confirm it. Then you fill in the form, in as many sittings as you like. Use your own address, not a shared mailbox: the application stands under your name."
        >
          <ActionForm
            action={ask}
            submission={newSubmission()}
            hidden={{ slug: project.slug }}
            className="max-w-[32rem]"
          >
            {groups.length === 1 ? (
              <input type="hidden" name="groupId" value={groups[0]?.id} />
            ) : (
              <FormSelect
                label="Group"
                name="groupId"
                options={groups.map((g) => ({ value: g.id, label: g.name }))}
              />
            )}
            <FormText
              label="Your address"
              name="address"
              type="email"
              autoComplete="email"
              inputMode="email"
              maxLength={254}
              required
            />
            <div>
              <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
            </div>
          </ActionForm>
          <p className="text-ink-2">
            You applied already? <TextLink href="/sign-in">Sign in with the same address</TextLink>.
          </p>
        </Section>
        <Decisions of={of.decisions} zone={await readerZone()} />
      </Page>
    </Public>
  );
}

function Decisions({ of, zone }: { of: readonly PublicDecision[]; zone: string | undefined }) {
  if (of.length === 0) return null;
  return (
    <Section title="Decisions" description="The policy makes them public.">
      <ul className="grid gap-3">
        {of.map((d) => (
          <li key={`${d.organization} ${d.at}`} className="border-t pt-3">
            <p className="font-medium">
              {d.organization}, {d.group}: {applicationWord(d.state).word.toLowerCase()}
            </p>
            <p className="text-sm text-ink-3">
              <When at={d.at} zone={zone} short />
            </p>
            <p className="max-w-[70ch] whitespace-pre-line text-ink-2">{d.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sent({ slug }: { slug: string }) {
  return (
    <Public>
      <Page
        width="reading"
        title="Look into your mailbox"
        lead="If mail reaches that address, a message with a link is on its way. Open it within 7 days and press the button of its page. Nothing of you is stored before."
      >
        <p className="text-ink-2">
          Nothing came? An address gets three such messages a day at most.{" "}
          <TextLink href={`/projects/${slug}/apply`}>Try again, or another address</TextLink>
        </p>
        {env().demo ? (
          <p className="border-t pt-4 text-ink-2">
            In this demo all mail stays on this machine:{" "}
            <TextLink href="/demo/mail">open the demo’s mailbox</TextLink>.
          </p>
        ) : null}
      </Page>
    </Public>
  );
}
