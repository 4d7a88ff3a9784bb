import { describeFindings, door } from "@/tests/findings";

describeFindings([
  {
    kind: "personal-addresses-only",
    when: `
    reporting: { channels: [{ kind: email, words: Ada, personal: true, private: true }, { kind: phone, words: a number, target: "tel:+15550100", urgent: true }] }`,
    at: ["reporting.channels[0].personal"],
    unless: {
      "the number is for every report": `
    reporting: { channels: [{ kind: email, words: Ada, personal: true, private: true }, { kind: phone, words: a number, target: "tel:+15550100" }] }`,
    },
  },
  {
    kind: "no-private-target",
    when: `
    reporting: { channels: [{ kind: platform, words: the tracker, target: "https://example.org/all", private: false }] }`,
    at: ["reporting.channels[0]", "reporting.channels[0].target"],
    unless: {},
  },
  {
    kind: "no-private-target",
    when: door('kind: platform, words: an issue, target: "https://github.com/owner/name/issues/new"'),
    at: ["reporting.channels[1]", "reporting.channels[1].target"],
    unless: {
      "its reports are private": door(
        'kind: platform, words: a report, target: "https://github.com/owner/name/security/advisories/new"',
      ),
    },
  },
  {
    kind: "placeholder",
    when: `
    reporting: { channels: [{ kind: email, words: mail, target: "[security contact - replace with actual email]" }] }`,
    at: ["reporting.channels[0].target"],
    unless: {},
  },
  {
    kind: "personal-addresses-only",
    when: `
    reporting: { channels: [{ kind: email, words: Ada, personal: true, private: true }] }`,
    at: ["reporting.channels[0].personal"],
    unless: {
      "there is another door": door("kind: email, words: Ada, personal: true, private: true"),
      "it is for what is urgent": door(
        "kind: email, words: Ada, personal: true, private: true, urgent: true",
      ),
    },
  },
  {
    kind: "personal-addresses-only",
    when: `
    application: { channel: { kind: copyAllMembers, personal: true } }`,
    at: ["application.channel.personal"],
    unless: {
      "it is an address of the team": `
    application: { channel: { kind: copyAllMembers } }`,
    },
  },
  {
    kind: "no-private-target",
    when: door('kind: chat, words: the chat, target: "https://chat.example.org"'),
    at: ["reporting.channels[1]", "reporting.channels[1].target"],
    unless: {
      "the text says that it stays private": door(
        'kind: chat, words: the chat, target: "https://chat.example.org", private: true',
      ),
      "the text says that it does not, and names another": door(
        'kind: publicTracker, words: the tracker, target: "https://example.org/issues", private: false',
      ),
      "mail is private": door('kind: email, words: mail, target: "mailto:security@example.org"'),
      "persons’ addresses are left out on purpose": door(
        "kind: email, words: the members, personal: true, private: true, urgent: true",
      ),
    },
  },
  {
    kind: "no-private-target",
    when: door("kind: email, words: the security team"),
    at: ["reporting.channels[1]"],
    unless: { "it has an address": door('kind: email, words: the team, target: "security@example.org"') },
  },
  {
    kind: "intake-names-another-door",
    when: `${door('kind: email, words: mail, target: "mailto:security@example.org"').slice(0, -2)}, handedTo: { team: Another, door: "https://example.org/their-door" } }`,
    at: ["reporting.handedTo", "reporting.handedTo.door", "reporting.channels[0]", "reporting.channels[1]"],
    unless: {
      "a channel leads there": `${door('kind: email, words: mail, target: "mailto:security@example.org"').slice(0, -2)}, handedTo: { team: Another, door: "https://example.org/report/" } }`,
    },
  },
  {
    kind: "no-door",
    when: `
    reporting: { whereNot: [Public issues] }`,
    at: ["reporting"],
    unless: {
      "the text says nothing of reports": "",
      "another team takes them": `
    reporting: { handedTo: { team: Another, policy: "https://example.org/security" } }`,
    },
  },
]);
