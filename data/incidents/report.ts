/** What was seen, as it was brought to the team. All of it is sealed: it names the vulnerability. */
export type IncidentReport = {
  what: string;
  where: string;
  link: string | null;
  /** What stood there, pasted: a link dies, and the text is the evidence. */
  pasted: string;
  broughtBy: string;
  publicElsewhere: "no" | "yes" | "unknown";
};

export const incidentPlace = (row: string, column: "report" | "finding") => ({
  scope: row,
  table: "incidents",
  row,
  column,
});

/** What stands in its place once its key was destroyed. */
export const destroyedReport = (words: string): IncidentReport => ({
  what: words,
  where: "",
  link: null,
  pasted: "",
  broughtBy: "",
  publicElsewhere: "unknown",
});
