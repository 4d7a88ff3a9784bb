import type { Clauses } from "@/formats/policy/clauses/clause";

const REMOVED = "the addresses of single persons are not carried";

export const VLLM_PROCESS: Clauses = {
  text: "vllm-vulnerability-management.md",
  preset: "vllm.yaml",
  plainHeadings: [
    "Vulnerability Management",
    "Reporting Vulnerabilities",
    "Vulnerability Management Team",
    "Security Advisories",
    "Team Members",
    "Slack Discussion",
    "Vulnerability Disclosure",
  ],
  under: {
    "Reporting Vulnerabilities": [
      { quote: "As mentioned in the [security policy]", at: "source" },
      { quote: "reported privately to the project via [GitHub]", at: "reporting.channels[0].target" },
    ],
    "Vulnerability Management Team": [
      { quote: "Once a vulnerability has been reported", at: "reporting.text" },
      { quote: "responsible for managing the vulnerability", at: "reporting.text" },
      { quote: "The VMT is responsible for:", at: "reading[1].heading" },
      { quote: "Triaging the vulnerability", at: "reading[1].text" },
      { quote: "vulnerability analysis and resolution", at: "reading[1].text" },
      { quote: "Drafting of security advisories", at: "reading[1].text" },
      { quote: "coordinated release of the fix and security advisory", at: "reading[1].text" },
    ],
    "Security Advisories": [
      { quote: "Advisories are published via GitHub", at: "announcements[0]" },
      { quote: "found in the [GitHub documentation]", at: "reading[2].text" },
      { quote: "-security-advisories/about-repository-security-advisories", at: "reading[2].text" },
    ],
    "Team Members": [
      { quote: "communication on the security report on GitHub", at: "reporting.conversationHome" },
      { quote: "contact the VMT directly for an urgent issue", at: "reporting.channels[1].urgent" },
      { quote: "contact the following individuals", at: "reporting.channels[1].personal" },
      { quote: "<member and address removed>", none: REMOVED },
    ],
    "Slack Discussion": [
      { quote: "You may use the `#security` channel", at: "contacts[0]" },
      { quote: "do not disclose any vulnerabilities in this channel", at: "reporting.whereNot[0]" },
      { quote: "use the GitHub security advisory system", at: "reporting.channels[0]" },
      { quote: "or contact a VMT member privately", at: "reporting.channels[1].private" },
    ],
    "Vulnerability Disclosure": [
      { quote: "The process for disclosing vulnerabilities", at: "disclosure.steps" },
      { quote: "work with the project maintainers to develop a fix", at: "disclosure.steps[0]" },
      { quote: "adequately describes the vulnerability and its impact", at: "disclosure.steps[1]" },
      { quote: "to publish a fix and", at: "disclosure.steps[2]" },
      { quote: "release an update that includes that fix", at: "disclosure.steps[2]" },
      { quote: "publish the security advisory on GitHub", at: "disclosure.steps[3]" },
      { quote: "Release notes will be updated", at: "announcements[1]" },
      { quote: "minimize the amount of time", at: "disclosure.text" },
    ],
  },
};
