import type { ReactNode } from "react";
import { Criteria } from "@/components/criteria";
import { Markdown } from "@/components/markdown";
import { SeverityBadge } from "@/components/severity-badge";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import { DEFAULT_SILENT_HOURS, termsOf } from "@/domain/consent/terms";
import { hasScale, offersPrenotification, type Policy } from "@/domain/policy/policy";
import { KEPT_KINDS } from "@/domain/retention";
import { keysOf } from "@/lib/keys";

const none = <p className="text-ink-3">None.</p>;

const CHAPTERS = [
  { id: "severities", title: "Severities" },
  { id: "prenotification", title: "Prenotification" },
  { id: "eligibility", title: "Who may be included" },
  { id: "groups", title: "Groups" },
  { id: "withdrawal", title: "Withdrawal" },
  { id: "terms", title: "Terms for a vendor" },
  { id: "retention", title: "What is kept, and how long" },
] as const;

/** A project's policy, set to be read from top to bottom. */
export function PolicyDocument({ project, policy }: { project: string; policy: Policy }) {
  const bodies: Record<(typeof CHAPTERS)[number]["id"], ReactNode> = {
    severities: <Severities policy={policy} />,
    prenotification: <Prenotification policy={policy} />,
    eligibility: policy.eligibility ? <Criteria of={policy.eligibility} /> : none,
    groups: <Groups policy={policy} />,
    withdrawal: <Withdrawal project={project} policy={policy} />,
    terms: <Terms policy={policy} />,
    retention: <Keeps policy={policy} />,
  };
  const read = policy.reading.map((r, i) => ({
    id: `text-${i + 1}`,
    title: r.heading,
    body: <Markdown text={r.text} />,
  }));
  const chapters = [
    ...(policy.promises.length > 0
      ? [{ id: "promises", title: "Promises to reporters", body: <Promises policy={policy} /> }]
      : []),
    ...read,
    ...CHAPTERS.map((c) => ({ ...c, body: bodies[c.id] })),
  ];
  return (
    <div className="grid gap-10 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="On this page" className="max-lg:hidden">
        <ol className="sticky top-8 grid gap-1.5 border-l pl-4">
          {chapters.map((c) => (
            <li key={c.id}>
              <a href={`#${c.id}`} className="text-ink-2 underline-offset-3 hover:text-ink hover:underline">
                {c.title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="grid max-w-[44rem] min-w-0 gap-10 text-md">
        {chapters.map((c) => (
          <section key={c.id} id={c.id} aria-labelledby={`${c.id}-title`} className="grid scroll-mt-16 gap-3">
            <h2 id={`${c.id}-title`} className="text-lg font-semibold tracking-[-0.01em]">
              {c.title}
            </h2>
            {c.body}
          </section>
        ))}
      </div>
    </div>
  );
}

function Severities({ policy }: { policy: Policy }) {
  if (!hasScale(policy)) return none;
  return (
    <>
      <p className="text-ink-2">
        A member decides by the definition. The score only proposes; where the two differ, the reason is kept.
      </p>
      <dl className="border-t">
        {policy.severities.map((s) => (
          <div key={s.label} className="grid gap-x-6 gap-y-1 border-b py-4 sm:grid-cols-[7rem_minmax(0,1fr)]">
            <dt>
              <SeverityBadge label={s.label} />
              <span className="mt-1 block text-sm text-ink-3 tabular-nums">
                {s.usualScore.min.toFixed(1)} to {s.usualScore.max.toFixed(1)}
                <span className="sr-only"> is its usual score</span>
              </span>
            </dt>
            <dd className="grid gap-1.5">
              <p>{s.definition}</p>
              {s.examples ? <p className="text-base text-ink-2">Examples: {s.examples}</p> : null}
              <p className="text-base text-ink-2">
                {s.prenotify === "may"
                  ? "May be prenotified, a choice for each case."
                  : "Not listed for prenotification."}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Prenotification({ policy }: { policy: Policy }) {
  if (!offersPrenotification(policy))
    return <p className="text-ink-3">None: nobody is told before the release.</p>;
  const rows = [
    { label: "Lead time", value: policy.leadTime ? sentence(policy.leadTime) : none },
    { label: "Channel", value: policy.channel ? sentence(policy.channel) : none },
    {
      label: "Release date in plain mail",
      value: policy.mailSaysDate ? "May be said." : "Is not said: the text does not allow it.",
    },
    {
      label: "A vendor is silent",
      value: policy.silentAfterHours
        ? `After ${policy.silentAfterHours} hours without an answer.`
        : `None in the text. Curfew’s default is used: after ${DEFAULT_SILENT_HOURS} hours without an answer.`,
    },
  ];
  return <Rows rows={rows} />;
}

function Groups({ policy }: { policy: Policy }) {
  if (policy.groups.length === 0) return none;
  return <Rows rows={policy.groups.map((g) => ({ label: g.name, value: g.description }))} />;
}

function Withdrawal({ project, policy }: { project: string; policy: Policy }) {
  if (policy.withdrawal.length === 0) return none;
  return (
    <>
      <p className="text-ink-2">
        For what {project} may stop to tell an organization. Nothing here is automatic.
      </p>
      <ul className="border-t">
        {policy.withdrawal.map((w) => (
          <li key={w.code} className="border-b py-3">
            <p>{w.text}</p>
            <p className="text-base text-ink-2">
              {w.scope === "future"
                ? "Withdrawn from future notices; it may apply again."
                : "Withdrawn for good."}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Promises({ policy }: { policy: Policy }) {
  return (
    <ul className="border-t">
      {policy.promises.map((p) => (
        <li key={p.what} className="grid gap-x-6 border-b py-3 sm:grid-cols-[minmax(0,1fr)_12rem]">
          <span>{p.what}.</span>
          <span className="text-ink-2">{p.within ? `Within ${p.within}` : "No time named"}</span>
        </li>
      ))}
    </ul>
  );
}

function Terms({ policy }: { policy: Policy }) {
  if (!policy.terms && !offersPrenotification(policy)) return none;
  const terms = termsOf(policy);
  return (
    <>
      <p className="flex flex-wrap items-center gap-2 text-ink-2">
        {terms.ours ? "None in the policy: our neutral text is used." : null}
        <Badge icon={null}>version {terms.version}</Badge>
      </p>
      <blockquote className="grid gap-3 border-l-2 border-line-strong pl-4">
        {terms.text.split(/\n{2,}/).map((p) => (
          <p key={p}>{p}</p>
        ))}
      </blockquote>
    </>
  );
}

function Keeps({ policy }: { policy: Policy }) {
  const rows = keysOf(KEPT_KINDS).map((kind) => {
    const days = policy.retention[kind];
    const { label, from, by } = KEPT_KINDS[kind];
    return {
      label,
      value:
        days === null ? (
          <span className="text-ink-3">None: kept, with no end.</span>
        ) : (
          `${days} days from ${from}. ${by}.`
        ),
    };
  });
  return (
    <>
      <p className="text-ink-2">
        What waits for its end, and what was destroyed, stands under{" "}
        <TextLink href="/retention">Kept</TextLink>.
      </p>
      <Rows rows={rows} />
    </>
  );
}

function Rows({ rows }: { rows: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="border-t">
      {rows.map((r) => (
        <div key={r.label} className="grid gap-x-6 border-b py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <dt className="text-ink-2">{r.label}</dt>
          <dd>{r.value}</dd>
        </div>
      ))}
    </dl>
  );
}

const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith(".") ? "" : "."}`;
