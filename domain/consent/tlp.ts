/** TLP 2.0 (FIRST, 2022). Labels are written in capitals and are not translated. */
export const TLP_LABELS = ["RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"] as const;
export type Tlp = (typeof TLP_LABELS)[number];

const MEANING: Record<Tlp, string> = {
  RED: "For the people who read this, and nobody else.",
  "AMBER+STRICT": "For people in your organization who need to know, and nobody outside it.",
  AMBER: "For people in your organization and its clients who need to know.",
  GREEN: "For your community, not for the public.",
  CLEAR: "No limit on sharing.",
};
export const tlpMeaning = (label: Tlp): string => MEANING[label];
