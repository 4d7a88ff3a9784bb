import { When } from "@/app/_lib/when";
import { Callout } from "@/components/ui/callout";
import { type Step, Steps } from "@/components/ui/steps";
import type { ownApplication } from "@/data/applications/own";
import { inUtc } from "@/domain/time";

export type Own = Awaited<ReturnType<typeof ownApplication>>;

/** Where it is, and the one thing that comes next. */
export function Progress({ of, zone }: { of: Own; zone: string | undefined }) {
  const decided = of.state === "accepted" || of.state === "declined";
  const over = decided || of.state === "taken_back";
  const writing = of.state === "draft" || of.state === "incomplete";
  const steps: Step[] = [
    { label: "Fill in", state: writing ? "current" : "done" },
    {
      label: "Review by the team",
      state: writing ? "todo" : over ? "done" : "current",
      hint: of.submittedAt ? `submitted ${inUtc(of.submittedAt)}` : undefined,
    },
    {
      label: "Decision",
      state: decided ? "done" : "todo",
      hint: of.decidedAt ? inUtc(of.decidedAt) : of.decideBy ? `by ${inUtc(of.decideBy)}` : undefined,
    },
    ...(of.state === "accepted" ? [{ label: "Contacts and terms", state: "current" as const }] : []),
  ];
  return (
    <div className="grid gap-5">
      {of.state === "taken_back" ? null : <Steps items={steps} label="Where the application is" />}
      <Now of={of} zone={zone} />
    </div>
  );
}

function Now({ of, zone }: { of: Own; zone: string | undefined }) {
  switch (of.state) {
    case "draft":
      return (
        <Callout title="Fill in the form, then submit it">
          What you type is saved. Nobody but you sees it before it is submitted.
        </Callout>
      );
    case "incomplete":
      return (
        <Callout tone="attention" title="It waits for you">
          {of.missing.length > 0 ? (
            <ul className="list-disc pl-5">
              {of.missing.map((m) => (
                <li key={m} className="break-words">
                  {m}
                </li>
              ))}
            </ul>
          ) : null}
          <p>Complete it, read what the team wrote, and submit it again; it is not decided before.</p>
        </Callout>
      );
    case "submitted":
      return (
        <Callout title="The team looks at it">
          {of.steps > 1 ? `It is in step ${of.round + 1} of ${of.steps}. ` : ""}
          {of.decideBy ? (
            <>
              The policy promises a decision by <When at={of.decideBy} now={of.now} zone={zone} short />.
            </>
          ) : (
            "The policy promises no time."
          )}
        </Callout>
      );
    case "appealed":
      return (
        <Callout title="Your appeal is looked at">
          By members who took no part in the first decision. What they decide is final.
        </Callout>
      );
    case "taken_back":
      return <Callout title="You took it back">Nothing more happens. You may apply again.</Callout>;
    default:
      return null;
  }
}
