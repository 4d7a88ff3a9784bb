import type { Clauses } from "@/formats/policy/clauses/clause";

export const VLLM_OMNI: Clauses = {
  text: "vllm-omni-SECURITY.md",
  preset: "vllm-omni.yaml",
  under: {
    "Supported Versions": [
      { quote: "We release patches for security vulnerabilities", at: "supportedVersions" },
      { quote: "| 0.14.x  | :white_check_mark: |", at: "supportedVersions[0]" },
      { quote: "| 0.13.x  | :x:", at: "supportedVersions[1]" },
      { quote: "| < 0.13  | :x:", at: "supportedVersions[2]" },
    ],
    "Reporting a Vulnerability": [
      { quote: "takes security vulnerabilities seriously", at: "reporting.text" },
      { quote: "efforts to responsibly disclose your findings", at: "reporting.text" },
    ],
    "Where to Report": [
      { quote: "do not report security vulnerabilities through public GitHub", at: "reporting.whereNot[0]" },
      { quote: "emailing the vLLM security team", at: "reporting.handedTo.team" },
      { quote: "[Contact vLLM team through their official channels]", at: "reporting.channels[0].words" },
      { quote: "(https://github.com/vllm-project/vllm)", at: "reporting.channels[0].target" },
      { quote: "Slack: Join `#sig-omni` channel", at: "reporting.channels[1].words" },
      { quote: "(https://slack.vllm.ai)", at: "reporting.channels[1].target" },
      { quote: "contact maintainers privately", at: "reporting.channels[1].text" },
    ],
    "What to Include": [
      { quote: "include the following information in your report", at: "reporting.include" },
      { quote: "Type of vulnerability", at: "reporting.include[0]" },
      { quote: "Full paths of source file(s)", at: "reporting.include[1]" },
      { quote: "The location of the affected source code", at: "reporting.include[2]" },
      { quote: "Any special configuration", at: "reporting.include[3]" },
      { quote: "Step-by-step instructions", at: "reporting.include[4]" },
      { quote: "Proof-of-concept or exploit code", at: "reporting.include[5].text" },
      { quote: "(if possible)", at: "reporting.include[5].required" },
      { quote: "Impact of the issue", at: "reporting.include[6]" },
    ],
    "Response Timeline": [
      { quote: "within 3 business days", at: "clocks[0].within" },
      { quote: "acknowledge receipt of your vulnerability report", at: "clocks[0].anchor" },
      { quote: "a more detailed response within 7 days", at: "clocks[1].within" },
      { quote: "indicating the next steps", at: "clocks[1].text" },
      { quote: "informed about the progress towards a fix and full announcement", at: "clocks[2].text" },
      { quote: "ask for additional information or guidance", at: "reporting.text" },
    ],
    "Security Best Practices": [
      { quote: "When using vLLM-Omni, please follow", at: "guidance" },
      { quote: "Keep Dependencies Updated", at: "guidance[0]" },
      { quote: "Validate Input", at: "guidance[1]" },
      { quote: "Secure API Keys", at: "guidance[2]" },
      { quote: "Use environment variables or secure vaults", at: "guidance[2].text" },
      { quote: "Network Security", at: "guidance[3]" },
      { quote: "Model Security", at: "guidance[4]" },
      { quote: "Models can contain malicious code in custom layers", at: "guidance[4].text" },
    ],
    "Pickle Usage": [
      { quote: "uses pickle for model serialization in specific cases", at: "considerations[0].text" },
      { quote: "We:", at: "considerations[0].text" },
      { quote: "Pickle can execute arbitrary code during deserialization", at: "considerations[0].text" },
      { quote: "Maintain a whitelist of allowed pickle imports", at: "considerations[0].text" },
      { quote: "Use pre-commit hooks", at: "considerations[0].text" },
      { quote: "only loading models from trusted sources", at: "considerations[0].text" },
    ],
    "Multimodal Input Processing": [
      { quote: "When processing images, audio, and video", at: "considerations[1].text" },
      { quote: "Validate file formats and sizes", at: "considerations[1].text" },
      { quote: "Set resource limits to prevent DoS attacks", at: "considerations[1].text" },
      { quote: "Sanitize metadata", at: "considerations[1].text" },
    ],
    "Security Updates": [
      { quote: "Security updates will be announced through", at: "announcements" },
      { quote: "GitHub Security Advisories", at: "announcements[0]" },
      { quote: "Release notes in [Releases]", at: "announcements[1].target" },
      { quote: "community channels (Slack", at: "announcements[2]" },
      { quote: "Forum)", at: "announcements[3]" },
    ],
    Attribution: [
      {
        quote: "We appreciate security researchers who help keep vLLM-Omni and our community safe",
        none: "thanks, which no field and no rule needs",
      },
      { quote: "With your permission, we will acknowledge your contribution", at: "credit[0]" },
    ],
  },
};
