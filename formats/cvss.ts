import cvss from "ae-cvss-calculator";

const BASE_3 = ["AV", "AC", "PR", "UI", "S", "C", "I", "A"];
const BASE_4 = ["AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"];
/** Metric values by the specifications of FIRST: CVSS 3.1 section 6, CVSS 4.0 section 7. */
const VALUES_3: Record<string, string> = {
  AV: "NALP",
  AC: "LH",
  PR: "NLH",
  UI: "NR",
  S: "UC",
  C: "NLH",
  I: "NLH",
  A: "NLH",
  E: "XUPFH",
  RL: "XOTWU",
  RC: "XURC",
  CR: "XLMH",
  IR: "XLMH",
  AR: "XLMH",
  MAV: "XNALP",
  MAC: "XLH",
  MPR: "XNLH",
  MUI: "XNR",
  MS: "XUC",
  MC: "XNLH",
  MI: "XNLH",
  MA: "XNLH",
};
const VALUES_4: Record<string, string> = {
  AV: "NALP",
  AC: "LH",
  AT: "NP",
  PR: "NLH",
  UI: "NPA",
  VC: "HLN",
  VI: "HLN",
  VA: "HLN",
  SC: "HLN",
  SI: "HLN",
  SA: "HLN",
  E: "XAPU",
  CR: "XHML",
  IR: "XHML",
  AR: "XHML",
  MAV: "XNALP",
  MAC: "XLH",
  MAT: "XNP",
  MPR: "XNLH",
  MUI: "XNPA",
  MVC: "XHLN",
  MVI: "XHLN",
  MVA: "XHLN",
  MSC: "XHLN",
  MSI: "XHLNS",
  MSA: "XHLNS",
  S: "XNP",
  AU: "XNY",
  R: "XAUI",
  V: "XDC",
  RE: "XLMH",
};
const SUPPLEMENTAL_U = ["X", "Clear", "Green", "Amber", "Red"];

export type Cvss = { version: "3.0" | "3.1" | "4.0"; vector: string; score: number };

/**
 * Checks a vector strictly before the library scores it: the library takes incomplete vectors, repeated metrics and
 * unknown values, and answers with a number all the same.
 * @returns the score (0.0 to 10.0) with the vector, or a sentence that says what is wrong with it
 */
export function scoreVector(vector: string): Cvss | string {
  const match = /^CVSS:(3\.0|3\.1|4\.0)\/([A-Za-z:/]{1,400})$/.exec(vector);
  if (!match?.[1] || !match[2]) return "is not a CVSS 3.0, 3.1 or 4.0 vector";
  const version = match[1] as Cvss["version"];
  const [base, values] = version === "4.0" ? [BASE_4, VALUES_4] : [BASE_3, VALUES_3];
  const seen = new Set<string>();
  for (const part of match[2].split("/")) {
    const [metric = "", value = "", more] = part.split(":");
    const fits =
      version === "4.0" && metric === "U"
        ? SUPPLEMENTAL_U.includes(value)
        : value.length === 1 && Object.hasOwn(values, metric) && values[metric]?.includes(value);
    if (more !== undefined || !fits) return `has “${part}”, which CVSS ${version} does not know`;
    if (seen.has(metric)) return `has ${metric} twice`;
    seen.add(metric);
  }
  const missing = base.filter((m) => !seen.has(m));
  if (missing.length > 0) return `lacks ${missing.join(", ")}`;
  const score = calculator(version, vector).calculateScores().overall;
  return typeof score === "number" && score >= 0 && score <= 10 ? { version, vector, score } : "has no score";
}

function calculator(version: Cvss["version"], vector: string) {
  if (version === "4.0") return new cvss.Cvss4P0(vector);
  return version === "3.1" ? new cvss.Cvss3P1(vector) : new cvss.Cvss3P0(vector);
}
