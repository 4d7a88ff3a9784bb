import type { Metadata } from "next";
import { Temporal } from "temporal-polyfill";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { askedProject, NoProject } from "@/app/(desk)/policy/_asked";
import { Fates } from "@/app/(desk)/policy/draft/_fates";
import { Asking } from "@/app/(desk)/policy/simulation/_asking";
import { Side } from "@/app/(desk)/policy/simulation/_side";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { policyDraft } from "@/data/policies/queries";
import { type Simulated, simulatePolicy } from "@/data/policies/simulate";
import { canBeTried } from "@/domain/policy/simulation/when";
import { wallInput } from "@/domain/time";

export const metadata: Metadata = { title: "Simulation of a policy" };

type Query = Promise<Record<"project" | "severity" | "at", string | string[] | undefined>>;

export default async function Simulation({ searchParams }: { searchParams: Query }) {
  const viewer = await requireMember();
  const query = await searchParams;
  const about = await askedProject(viewer, query.project);
  if (!about) return <NoProject viewer={viewer} />;
  const { slug } = about;
  const at = instantOf(textOf(query.at));
  const severity = textOf(query.severity) || null;
  const of = await orNotFound(simulatePolicy(viewer, slug, { severity, release: at.instant }));
  const doubted = of.lost.length > 0 ? await orNotFound(policyDraft(viewer, slug)) : null;
  const labels = [...new Set([...of.severities.present, ...of.severities.next])];
  return (
    <Desk viewer={viewer}>
      <Page
        title={of.next ? "Both versions, tried" : "The policy in force, tried"}
        eyebrow={<TextLink href={`/policy?project=${slug}`}>Policy of {of.project.name}</TextLink>}
        lead={
          <>
            Who would be told what, when and how, of {count(of.organizations, "organization")} with a
            membership. Nothing is sent, and nothing is decided by it.
          </>
        }
      >
        <Asking
          slug={slug}
          labels={labels}
          severity={severity}
          at={wallInput(of.release, "UTC")}
          error={at.error}
        />
        <p className="text-ink-2">
          {severity ? `A case of ${severity}` : labels.length > 0 ? "A case without a severity" : "A case"},
          released <When at={of.release} now={of.now} />
        </p>
        {of.next ? <Changes of={of} /> : <NoDraft of={of} slug={slug} />}
        {doubted?.draft ? <Fates of={{ ...doubted, draft: doubted.draft }} slug={slug} /> : null}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-2">
          <Side title={`Version ${of.present.version}, in force`} of={of.present} now={of.now} />
          {of.next ? (
            <Side title={`Version ${of.next.version}, the draft`} of={of.next} now={of.now} />
          ) : null}
        </div>
      </Page>
    </Desk>
  );
}

/** A wall time in UTC, as a form sends it. */
function instantOf(text: string): { instant: Temporal.Instant | null; error: string | null } {
  if (text === "") return { instant: null, error: null };
  try {
    const instant = Temporal.PlainDateTime.from(text).toZonedDateTime("UTC").toInstant();
    if (canBeTried(instant)) return { instant, error: null };
  } catch {}
  return { instant: null, error: "That is no date and time. Write it like 2027-01-12T16:00." };
}

function NoDraft({ of, slug }: { of: Simulated; slug: string }) {
  return (
    <Callout
      title={of.draft ? "The draft is no policy yet" : "No draft is open"}
      action={
        <TextLink href={`/policy/draft?project=${slug}`}>{of.draft ? "Mend it" : "Begin one"}</TextLink>
      }
    >
      Beside it stands a draft, once there is one that is a policy.
    </Callout>
  );
}

/** Who would be told that is not, and the other way round. */
function Changes({ of }: { of: Simulated }) {
  return (
    <Section title="What the draft would change">
      {of.changes.length === 0 ? (
        <p className="text-ink-2">
          {of.organizations === 0
            ? "Nothing yet: no organization is a member of a group of this project."
            : "The same organizations would be told of a case like this."}
        </p>
      ) : (
        <ul className="border-t">
          {of.changes.map((c) => (
            <li
              key={c.organizationId}
              className="grid gap-x-6 border-b py-2 sm:grid-cols-[16rem_minmax(0,1fr)]"
            >
              <span>
                {c.name}{" "}
                <span className="text-ink-3">
                  {c.what === "told" ? "would be told" : "would not be told"}
                </span>
              </span>
              <span className="text-ink-2">{c.because}</span>
            </li>
          ))}
        </ul>
      )}
      {of.lost.length > 0 ? null : (
        <p className="text-ink-2">Every member would still qualify as it does now.</p>
      )}
    </Section>
  );
}
