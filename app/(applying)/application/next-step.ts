import type { ApplicationState } from "@/domain/application/application";

const NEXT: Record<ApplicationState, string> = {
  draft: "Fill in the form and submit it",
  submitted: "The team looks at it",
  incomplete: "Complete it and submit it again",
  appealed: "Members who did not decide before look at it",
  accepted: "Read what comes next",
  declined: "Read the decision",
  taken_back: "Nothing: it is over",
};

/** The one thing that comes next, for whoever applies. */
export const nextStepOf = (state: ApplicationState): string => NEXT[state];
