import type { Clauses } from "@/formats/policy/clauses/clause";

export const VLLM: Clauses = {
  text: "vllm-SECURITY.md",
  preset: "vllm.yaml",
  under: {
    "Reporting security issues": [
      { quote: "using [the vulnerability submission form]", at: "reporting.channels[0].target" },
      { quote: "report security issues privately", at: "reporting.channels[0].private" },
    ],
    "Issue triage": [{ quote: "triaged by the [vulnerability management team]", at: "reporting.text" }],
    "Threat model": [
      { quote: "Security Guide in the vLLM documentation", at: "reading[0].text" },
      { quote: "PyTorch's Security Policy", at: "reading[0].text" },
    ],
    "Issue severity": [
      { quote: "We will determine the risk of each issue", at: "severity.text" },
      { quote: "We use the following severity categories", at: "severity.levels" },
    ],
    "CRITICAL Severity": [
      { quote: "without any interaction or privileges needed", at: "severity.levels[0].definition" },
      { quote: "examples include remote code execution via network", at: "severity.levels[0].examples" },
      { quote: "rated as CVSS", at: "severity.levels[0].usualScore" },
    ],
    "HIGH Severity": [
      { quote: "require advanced conditions or some trust", at: "severity.levels[1].definition" },
      { quote: "RCE in advanced deployment modes", at: "severity.levels[1].examples" },
      { quote: "CVSS scores between 7.0 and 8.9", at: "severity.levels[1].usualScore" },
    ],
    "MODERATE Severity": [
      { quote: "denial of service or partial disruption", at: "severity.levels[2].definition" },
      { quote: "CVSS rating between 4.0 and 6.9", at: "severity.levels[2].usualScore" },
    ],
    "LOW Severity": [
      { quote: "offer negligible impact", at: "severity.levels[3].definition" },
      { quote: "side channel attacks or hash collisions", at: "severity.levels[3].examples" },
      { quote: "often have CVSS scores less than", at: "severity.levels[3].usualScore" },
    ],
    "Prenotification policy": [
      { quote: "certain security issues of CRITICAL", at: "severity.levels[0].prenotify" },
      { quote: "HIGH, or MODERATE severity level", at: "severity.levels[1].prenotify" },
      { quote: "MODERATE severity level, we may prenotify", at: "severity.levels[2].prenotify" },
      { quote: "certain organizations or vendors that ship vLLM", at: "prenotification.recipients" },
      { quote: "a coordinated release of fixes for severe issues", at: "prenotification.text" },
      { quote: "a private email notification", at: "prenotification.ways[0]" },
      {
        quote: "adding security contacts to the GitHub security advisory",
        at: "prenotification.ways[1]",
      },
      { quote: "typically a few days before release", at: "prenotification.leadTime" },
      { quote: "If you wish to be added to the prenotification group", at: "groups" },
      { quote: "send an email copying all the members", at: "application.channel.kind" },
      { quote: "analyzed on a case-by-case basis", at: "application.decision.steps[0].discretion" },
      { quote: "Each vendor contact will be analyzed", at: "eligibility.text" },
      { quote: "Organizations and vendors who either", at: "eligibility.applicants" },
      { quote: "either ship or use vLLM", at: "eligibility.criteria.all[0].any[1]" },
      { quote: "at least one of the following qualifications", at: "eligibility.criteria.all[1].any" },
      { quote: "Substantial internal deployment", at: "eligibility.criteria.all[1].any[0]" },
      { quote: "Established internal security teams", at: "eligibility.criteria.all[1].any[1]" },
      { quote: "Active and consistent contributions", at: "eligibility.criteria.all[1].any[2]" },
      { quote: "We may withdraw organizations", at: "withdrawal.sanctions[0].discretionary" },
      { quote: "from receiving future prenotifications", at: "withdrawal.sanctions[0].scope" },
      { quote: "if they release fixes", at: "withdrawal.grounds[0]" },
      { quote: "any other information about issues before they are public", at: "withdrawal.grounds[1]" },
      { quote: "change based on policy refinements", at: "withdrawal.otherRemoval" },
    ],
  },
};
