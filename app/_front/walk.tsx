import { Check } from "lucide-react";
import { returnTo } from "@/app/_lib/return-to";
import { Button, LinkButton } from "@/components/ui/button";
import { Ref } from "@/components/ui/ref";
import type { demoWalk } from "@/data/demo/queries";
import { cn } from "@/lib/cn";

type WalkState = NonNullable<Awaited<ReturnType<typeof demoWalk>>>;
type Step = {
  text: string;
  done: boolean;
  button: string;
} & ({ person: string; to: string } | { seconds: number | null; to: string } | { href: string });

function stepsOf(walk: WalkState): Step[] {
  const { reference, noticeId, people, done } = walk;
  const desk = `/cases/${reference}`;
  return [
    {
      text: "A notice by Mara waits. Tomás, who wrote none of it, sees who gets what, when and why, and approves.",
      done: done.approved,
      button: "Be Tomás",
      person: people.tomas,
      to: done.approved ? `${desk}/notices/${noticeId}` : `${desk}/notices/${noticeId}/approve`,
    },
    {
      text: "Its instant comes, and one neutral message leaves to each contact. Read them in the mailbox.",
      done: done.sent,
      button: "Move the clock",
      seconds: walk.secondsToSend,
      to: "/demo/mail",
    },
    {
      text: "Priya of Kestrel Linux accepts the terms, reads the advisory and acknowledges it.",
      done: done.acknowledged,
      button: "Be Priya",
      person: people.priya,
      to: `/inbox/${reference}`,
    },
    {
      text: "The release instant passes. Nothing goes public by itself: the case is overdue until somebody acts.",
      done: done.overdue,
      button: "Move the clock",
      seconds: walk.secondsToRelease,
      to: "/",
    },
    {
      text: "Mara proposes publication, which freezes the text.",
      done: done.proposed,
      button: "Be Mara",
      person: people.mara,
      to: done.proposed ? desk : `${desk}/publish`,
    },
    {
      text: "Tomás confirms. The advisory is public, and everybody who was told gets the lift message.",
      done: done.published,
      ...(done.published
        ? { button: "Read it", href: `/advisories/${reference}` }
        : { button: "Be Tomás", person: people.tomas, to: `${desk}/publish` }),
    },
  ];
}

/** The main path of the product, step by step, each with the button that does it. */
export function Walk({ walk }: { walk: WalkState }) {
  const steps = stepsOf(walk);
  const next = steps.findIndex((s) => !s.done);
  return (
    <section aria-labelledby="walk" className="rounded-lg border bg-surface">
      <div className="px-5 pt-4 pb-3">
        <h2 id="walk" className="text-md font-semibold">
          Try it in two minutes
        </h2>
        <p className="text-ink-2">
          The case is <Ref>{walk.reference}</Ref> {walk.codeName}. The bar above does the same.
        </p>
      </div>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.text}
            aria-current={index === next ? "step" : undefined}
            className={cn(
              "flex items-center gap-x-4 gap-y-2 border-t px-5 py-2.5 max-sm:flex-wrap",
              index === next && "bg-accent-soft",
            )}
          >
            <Mark at={index + 1} done={step.done} current={index === next} />
            <p className={cn("min-w-0 flex-1 max-sm:basis-3/4", step.done && "text-ink-3")}>
              {step.done ? <span className="sr-only">Done: </span> : null}
              {step.text}
            </p>
            <Do step={step} primary={index === next} />
          </li>
        ))}
      </ol>
      <div className="flex items-center gap-x-4 gap-y-2 border-t px-5 py-3 max-sm:flex-wrap">
        <p className="min-w-0 flex-1 text-ink-2 max-sm:ml-10 max-sm:basis-3/4">
          Noor of Vale Inference, in no group, never sees any of it.
        </p>
        <ActAs person={walk.people.noor} to={`/inbox/${walk.reference}`} button="Be Noor" primary={false} />
      </div>
    </section>
  );
}

function Mark({ at, done, current }: { at: number; done: boolean; current: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-6 shrink-0 place-items-center rounded-full border text-sm font-medium tabular-nums",
        done ? "border-line-strong text-ink-3" : current ? "border-accent text-accent" : "border-field",
      )}
    >
      {done ? <Check size={13} /> : at}
    </span>
  );
}

function Do({ step, primary }: { step: Step; primary: boolean }) {
  const style = primary ? "primary" : "secondary";
  if ("href" in step)
    return (
      <LinkButton size="sm" href={step.href} variant={style} className="max-sm:ml-10">
        {step.button}
      </LinkButton>
    );
  if ("person" in step)
    return <ActAs person={step.person} to={step.to} button={step.button} primary={primary} />;
  if (!step.seconds || !primary) return null;
  return (
    <form action="/demo/clock" method="post" className="max-sm:ml-10">
      <input type="hidden" name="advance" value={step.seconds} />
      <input type="hidden" name="returnTo" value={returnTo(step.to)} />
      <Button type="submit" size="sm" variant={style}>
        {step.button}
      </Button>
    </form>
  );
}

type ActAsProps = { person: string; to: string; button: string; primary: boolean };

function ActAs({ person, to, button, primary }: ActAsProps) {
  return (
    <form action="/demo/act-as" method="post" className="max-sm:ml-10">
      <input type="hidden" name="person" value={person} />
      <input type="hidden" name="returnTo" value={returnTo(to)} />
      <Button type="submit" size="sm" variant={primary ? "primary" : "secondary"}>
        {button}
      </Button>
    </form>
  );
}
