export type ErrorCode = "invalid" | "not_found" | "refused" | "stale" | "step_up";

/**
 * An expected failure, in words for the person who caused it. Everything else that is thrown is a bug.
 * `fields` names what to correct, by the field's name in the form.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Absent and invisible are the same answer: a case must not be confirmable by guessing (rule 2). */
export const notFound = () => new AppError("not_found", "Not found.");

export const refused = (because: string) => new AppError("refused", because);

/** Somebody else changed it since the form was shown; what was typed is kept by the page. */
export const stale = () =>
  new AppError(
    "stale",
    "Somebody else changed this while you were working on it. Nothing was saved. What you typed is still here: look at the new state before you go on.",
  );

/** What is signed needs a factor that was proved within minutes; what was typed is kept by the page. */
export const stepUp = () =>
  new AppError(
    "step_up",
    "Confirm that it is you. Nothing was done yet, and what you entered is still here.",
  );

export const invalidField = (field: string, because: string) =>
  new AppError("invalid", "Nothing was saved. Correct what is marked.", { [field]: because });
