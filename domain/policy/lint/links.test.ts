import { describeFindings, door } from "@/tests/findings";

describeFindings([
  {
    kind: "link-contradicts-words",
    when: door('kind: email, words: mail us, target: "https://example.org/team", private: true'),
    at: ["reporting.channels[1].kind", "reporting.channels[1].target"],
    unless: {
      "it leads to mail": door('kind: email, words: mail us, target: "mailto:security@example.org"'),
      "it is a form": door('kind: form, words: write us, target: "https://example.org/team"'),
    },
  },
  {
    kind: "link-contradicts-words",
    when: `
    legal: "Subject to our [Terms of Service](https://example.org/blob/main/LICENSE)."`,
    at: ["legal"],
    unless: {
      "it leads to terms": `
    legal: "Subject to our [Terms of Service](https://example.org/terms)."`,
      "the words are the licence": `
    legal: "Subject to our [licence](https://example.org/blob/main/LICENSE)."`,
      "the words are the host": `
    legal: "See [example.org](https://www.example.org/terms) [example.org](https://docs.example.org) and [SECURITY.md](https://example.org/x)."`,
    },
  },
  {
    kind: "link-contradicts-words",
    when: `
    contacts: [{ name: security@example.org, target: "mailto:press@example.org" }]`,
    at: ["contacts[0].name", "contacts[0].target"],
    unless: {
      "it is that address": `
    contacts: [{ name: security@example.org, target: "mailto:Security@example.org?subject=x" }]`,
    },
  },
  {
    kind: "link-contradicts-words",
    when: `
    reading: [{ id: a, heading: A, text: "See [the guide](docs/guide.md)." }]`,
    at: ["reading[0].text"],
    unless: {
      "it is a whole address": `
    reading: [{ id: a, heading: A, text: "See [the guide](https://example.org/docs/guide.md)." }]`,
      "it is an anchor of the page": `
    reading: [{ id: a, heading: A, text: "See [above](#a)." }]`,
    },
  },
]);
