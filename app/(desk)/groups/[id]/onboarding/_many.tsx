"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { ActionForm, type FormAction, useAnswer, useSent } from "@/components/action-form";
import { ManyResults } from "@/components/many-results";
import { SubmitButton } from "@/components/ui/submit-button";

type ManyProps = {
  action: FormAction;
  submission: string;
  groupId: string;
  /** "All 120 on these pages", and what is sent for it; null where there is but one. */
  all: AllProps | null;
  /** Whether a row is shown at all: without one there is nothing to press, and what became of each may still be read. */
  some: boolean;
  children: ReactNode;
};

/** A table whose rows can be chosen, and what can be done for the chosen. */
export function Many({ action, submission, groupId, all, some, children }: ManyProps) {
  return (
    <ActionForm action={action} submission={submission} hidden={{ groupId }}>
      <Results />
      <div className="space-y-4">
        {children}
        {some ? <Buttons all={all} /> : null}
      </div>
    </ActionForm>
  );
}

function Buttons({ all }: { all: AllProps | null }) {
  return (
    <>
      {/* In reach of every row of a long table. A phone has no room for that. */}
      <div className="grid gap-3 md:sticky md:bottom-0 md:z-10 md:-mx-1 md:border-t md:bg-canvas md:px-1 md:py-3">
        {all ? <All {...all} /> : null}
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="secondary" name="what" value="ask" pendingLabel="Asking…">
            Ask their mailboxes to confirm
          </SubmitButton>
          <SubmitButton variant="secondary" name="what" value="admit" pendingLabel="Admitting…">
            Admit confirmed contacts
          </SubmitButton>
          <SubmitButton variant="secondary" name="what" value="confirm" pendingLabel="Confirming…">
            Confirm proposed memberships
          </SubmitButton>
        </div>
      </div>
      <p className="max-w-[70ch] text-ink-2">
        Each organization is decided for itself: what one refuses stops no other. A mailbox is asked three
        times a day at most, and a membership is confirmed by another member than the one who proposed it.
      </p>
    </>
  );
}

/** It stands above a long table whose buttons are below it: shown to whoever pressed one of them. */
function Results() {
  const answer = useAnswer();
  const results = answer?.results;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (results) box.current?.scrollIntoView({ block: "center" });
  }, [results]);
  return results ? (
    <div ref={box}>
      <ManyResults results={results} />
    </div>
  ) : null;
}

type AllProps = { value: string; label: string };

function All({ value, label }: AllProps) {
  const sent = useSent("all");
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        name="all"
        value={value}
        defaultChecked={sent.value === value}
        className="mt-0.5 size-4 shrink-0"
      />
      {label}
    </label>
  );
}

/** A row's box. It stays chosen where a member has to confirm first that it is them: the form is sent once more then. */
export function Choose({ id, name }: { id: string; name: string }) {
  const { values } = useSent("organizationIds");
  return (
    <input
      type="checkbox"
      name="organizationIds"
      value={id}
      aria-label={`Choose ${name}`}
      defaultChecked={values?.includes(id)}
      // Reached by the keyboard, it comes to stand above the buttons rather than behind them.
      className="mt-0.5 size-4 shrink-0 md:scroll-mb-28"
    />
  );
}
