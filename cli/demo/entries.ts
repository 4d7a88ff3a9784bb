type Kind = "role" | "person";
export type Entry = {
  name: string;
  domain: string;
  about: string;
  groups: ("Distributors" | "Hosted services")[];
  because: string;
  /** By criterion of the policy: what was shown. */
  evidence: Record<string, string>;
  /** False where nobody of it accepted the terms. */
  terms?: false;
  contacts: { kind: Kind; local: string; name?: string; admitted: boolean; waits?: "mailbox" }[];
};

/** The vendors of the demo. Example domains only: none of these addresses can exist. */
export const ENTRIES: Entry[] = [
  {
    name: "Kestrel Linux",
    domain: "kestrel.example",
    about: "A distribution that ships vLLM in its AI repository.",
    groups: ["Distributors"],
    because: "Ships vLLM; a security team of six with published response times",
    evidence: {
      ships: "Its package list names vLLM",
      "security-team": "A security page with named response times",
    },
    contacts: [
      { kind: "role", local: "security", admitted: true },
      { kind: "person", local: "priya", name: "Priya Natarajan", admitted: true },
    ],
  },
  {
    name: "Orchid Cloud",
    domain: "orchid.example",
    about: "Hosted inference on shared nodes.",
    groups: ["Hosted services"],
    because: "Uses vLLM for all hosted inference: a substantial deployment of upstream releases",
    evidence: {
      uses: "Says so in its public architecture notes",
      deployment: "Runs upstream releases on most of its nodes",
    },
    contacts: [
      { kind: "role", local: "psirt", admitted: true },
      { kind: "person", local: "leon", name: "Leon Achterberg", admitted: true },
    ],
  },
  {
    name: "Basalt Compute",
    domain: "basalt.example",
    about: "Builds images with vLLM and runs them for customers.",
    groups: ["Distributors", "Hosted services"],
    because: "Ships images and contributes to upstream every month",
    evidence: {
      ships: "Its package list names vLLM",
      contributions: "Merged pull requests every month of the last year",
    },
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Tern Systems",
    domain: "tern.example",
    about: "An appliance with vLLM inside.",
    groups: ["Distributors"],
    because: "Ships vLLM in its appliance; compliance documents were reviewed",
    evidence: {
      ships: "Its package list names vLLM",
      "security-team": "A security page with named response times",
    },
    contacts: [{ kind: "role", local: "sec", admitted: false }],
  },
  {
    name: "Halyard AI",
    domain: "halyard.example",
    about: "A hosted service for fine-tuned models.",
    groups: ["Hosted services"],
    because: "Uses vLLM; established security team",
    evidence: {
      uses: "Says so in its public architecture notes",
      "security-team": "A security page with named response times",
    },
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Quillwort Labs",
    domain: "quillwort.example",
    about: "Runs vLLM for its own researchers and partners.",
    groups: ["Hosted services"],
    because: "A substantial internal deployment",
    evidence: {
      uses: "Says so in its public architecture notes",
      deployment: "Runs upstream releases on most of its nodes",
    },
    contacts: [{ kind: "person", local: "sam", name: "Sam Okafor", admitted: true }],
  },
  {
    name: "Northlight Research",
    domain: "northlight.example",
    about: "Stopped shipping images this year.",
    groups: ["Distributors"],
    because: "Shipped research images until the summer",
    evidence: {
      ships: "Its package list names vLLM",
      contributions: "Merged pull requests every month of the last year",
    },
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Corvid Images",
    domain: "corvid.example",
    about: "Publishes container images with vLLM.",
    groups: ["Distributors"],
    because: "Ships images that others build on; a security team with response times",
    evidence: {
      ships: "Its registry lists images with vLLM",
      "security-team": "A security page with named response times",
    },
    contacts: [
      { kind: "role", local: "psirt", admitted: true },
      { kind: "person", local: "ines", name: "Ines Moreau", admitted: true },
    ],
  },
  {
    name: "Meridian Edge",
    domain: "meridian.example",
    about: "Runs vLLM on machines at its customers.",
    groups: ["Hosted services"],
    because: "A substantial deployment of upstream releases",
    evidence: {
      uses: "Says so in its public architecture notes",
      deployment: "Runs upstream releases at some hundred sites",
    },
    contacts: [
      { kind: "role", local: "security", admitted: true },
      { kind: "person", local: "anton", name: "Anton Brandt", admitted: true },
    ],
  },
  {
    name: "Thistle Labs",
    domain: "thistle.example",
    about: "A hosted service for universities.",
    groups: ["Hosted services"],
    because: "Uses vLLM, and contributes to it every month",
    evidence: {
      uses: "Its status page names vLLM",
      contributions: "Merged pull requests every month of the last year",
    },
    contacts: [{ kind: "role", local: "security", admitted: true }],
  },
  {
    name: "Gannet Hosting",
    domain: "gannet.example",
    about: "Hosts models for small companies.",
    groups: ["Hosted services"],
    because: "Uses vLLM; established security team",
    evidence: {
      uses: "Says so in its price list",
      "security-team": "A security page with named response times",
    },
    contacts: [
      { kind: "role", local: "security", admitted: true },
      { kind: "person", local: "wim", name: "Wim de Boer", admitted: true },
    ],
  },
  {
    name: "Vale Inference",
    domain: "vale.example",
    about: "Asked to join; in no group.",
    groups: [],
    because: "",
    evidence: {},
    contacts: [
      { kind: "person", local: "noor", name: "Noor Haddad", admitted: true },
      { kind: "role", local: "security", admitted: false, waits: "mailbox" },
    ],
  },
];
