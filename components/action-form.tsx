"use client";

import { createContext, type ReactNode, useActionState, useContext, useRef } from "react";
import type { AudiencePreviewProps } from "@/components/audience-preview";
import { ConfirmIdentity } from "@/components/confirm-identity";
import type { ListPreviewProps } from "@/components/list-preview";
import type { ManyResultsProps } from "@/components/many-results";
import { FormMessage } from "@/components/ui/form-message";
import { cn } from "@/lib/cn";
import type { FormState } from "@/lib/form-state";
import { refusalOf } from "@/lib/refusal-words";

/** What an action answers: what a preview found, and what became of each of many. */
export type FormAnswer =
  | (NonNullable<FormState> & {
      preview?: AudiencePreviewProps;
      list?: ListPreviewProps;
      results?: ManyResultsProps["results"];
    })
  | null;

export type FormAction = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

const Answer = createContext<FormAnswer>(null);
/** Sends the form once more, by the button that was pressed. */
const Again = createContext(() => {});

/** What the form around it was answered; null before the first submit. */
export const useAnswer = (): FormAnswer => useContext(Answer);

/** What was typed into a field of that name, and what is wrong with it; nothing before the form was sent. */
export function useSent(name: string): {
  value: string | undefined;
  values: string[] | undefined;
  error: string | undefined;
} {
  const answer = useAnswer();
  // A success keeps nothing, but a preview does.
  if (!answer || (answer.ok && Object.keys(answer.values).length === 0))
    return { value: undefined, values: undefined, error: undefined };
  const typed = answer.values[name];
  const values = typed === undefined ? [] : [typed].flat();
  return { value: values[0], values, error: answer.fields[name] };
}

/**
 * The action, which gives back what was typed where the request was refused before the action ran. On the server it is
 * the action itself: without script the form posts to it by its own name.
 */
export const losingNothing = (action: FormAction): FormAction =>
  typeof window === "undefined"
    ? action
    : async (_, form) => {
        try {
          // Without the answer before, which no action looks at: it may be long, and nothing but the form has to arrive.
          return await action(null, form);
        } catch (error) {
          const message = refusalOf(error);
          if (message === null) throw error;
          return { ok: false, message, fields: {}, values: typed(form) };
        }
      };

/** The fields as text; one that occurs more than once, or ends in `Ids`, is a list. */
const typed = (form: FormData): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const all = form.getAll(name).filter((value) => typeof value === "string");
      return [name, all.length > 1 || name.endsWith("Ids") ? all : (all[0] ?? "")];
    }),
  );

export type ActionFormProps = {
  action: FormAction;
  /** The form's own id: sent twice, it acts once. */
  submission?: string | undefined;
  /** Ids and revisions; never taken from what was typed, so that a refreshed page brings new ones. */
  hidden?: Record<string, string | number> | undefined;
  id?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/**
 * A form of a server action. The fields inside take what was typed and what is wrong from it, so that a refusal loses
 * nothing, with script or without.
 */
export function ActionForm({ action, submission, hidden = {}, id, className, children }: ActionFormProps) {
  const [answer, submit] = useActionState(losingNothing(action), null);
  const form = useRef<HTMLFormElement>(null);
  const pressed = useRef<HTMLElement | null>(null);
  const again = () => form.current?.requestSubmit(pressed.current?.isConnected ? pressed.current : null);
  return (
    <form
      ref={form}
      id={id}
      action={submit}
      onSubmit={(e) => {
        pressed.current = (e.nativeEvent as SubmitEvent).submitter;
      }}
      className={cn("grid min-w-0 content-start gap-4", className)}
    >
      {submission ? <input type="hidden" name="submission" value={submission} /> : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Answer value={answer}>
        <Again value={again}>
          <AnswerMessage />
          {children}
        </Again>
      </Answer>
    </form>
  );
}

/** The answer, and what it asks for; once more in a dialog, whose form's own message lies behind it. */
export function AnswerMessage() {
  const answer = useAnswer();
  const again = useContext(Again);
  return (
    <FormMessage state={answer} className="col-span-full w-full">
      {answer?.confirm ? <ConfirmIdentity ways={answer.confirm} onProved={again} /> : null}
    </FormMessage>
  );
}

/** Fields that are opened on demand, and stand open once they were refused. */
export function FormDetails({ summary, children }: { summary: string; children: ReactNode }) {
  const refused = useAnswer() !== null;
  return (
    <details open={refused} className="group/more">
      <summary className="inline-flex min-h-8 items-center rounded text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current">
        {summary}
      </summary>
      <div className="mt-3 grid gap-4">{children}</div>
    </details>
  );
}
