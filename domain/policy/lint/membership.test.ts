import { describeFindings } from "@/tests/findings";

const criteria = `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { recipients: [ships] }
    application: { channel: { kind: form } }
    eligibility:
      criteria:
        all:
          - any: [{ id: ships, text: Ships it }, { id: uses, text: Uses it }]
          - { id: alias, text: Has a role address }`;

describeFindings([
  {
    kind: "recipients-differ-from-eligible",
    when: criteria.replace(
      "- { id: alias",
      "- not: { id: rebuild, text: Only rebuilds it }\n          - { id: alias",
    ),
    at: ["prenotification.recipients", "eligibility.criteria.all[0].any[1]"],
    unless: {
      "whom it is denied to are those who are named": criteria
        .replace("{ id: uses, text: Uses it }", "{ not: { id: uses, text: Uses it } }")
        .replace("[ships]", "[ships, alias]"),
    },
  },
  {
    kind: "recipients-differ-from-eligible",
    when: criteria,
    at: ["prenotification.recipients", "eligibility.criteria.all[0].any[1]"],
    unless: {
      "all who are eligible are named": criteria.replace("[ships]", "[ships, uses]"),
      "nobody else can be eligible": criteria.replace("any:", "all:"),
      "nobody is named": criteria.replace("{ recipients: [ships] }", "{}"),
    },
  },
  {
    kind: "no-way-to-apply",
    when: criteria.replace("{ channel: { kind: form } }", "null").replace("[ships]", "[]"),
    at: ["eligibility", "groups"],
    unless: {
      "there is a channel": criteria.replace("[ships]", "[]"),
      "the group is brought together for one case": criteria
        .replace("{ channel: { kind: form } }", "null")
        .replace("[ships]", "[]")
        .replace("Distributors.", "Distributors., perCase: true"),
      "nothing is offered": criteria
        .replace("{ channel: { kind: form } }", "null")
        .replace("{ recipients: [ships] }", "null"),
    },
  },
  {
    kind: "form-asks-beyond-criteria",
    when: criteria
      .replace("[ships]", "[]")
      .replace("{ kind: form }", "{ kind: form }, fields: [{ id: a, text: A key., criterion: pgp }]"),
    at: ["application.fields[0].criterion", "application.fields[0].text", "eligibility"],
    unless: {
      "a criterion asks for it": criteria
        .replace("[ships]", "[]")
        .replace("{ kind: form }", "{ kind: form }, fields: [{ id: a, text: An alias., criterion: alias }]"),
      "it names none": criteria
        .replace("[ships]", "[]")
        .replace("{ kind: form }", "{ kind: form }, fields: [{ id: a, text: A name. }]"),
    },
  },
  {
    kind: "nobody-to-tell",
    when: `
    prenotification: { text: Some are told. }`,
    at: ["prenotification"],
    unless: {
      "there is a group": `
    prenotification: { text: Some are told. }
    groups: [{ name: G, description: Distributors. }]`,
      "upstream is told": `
    prenotification: { stages: [{ name: First, audience: upstream }] }`,
    },
  },
]);
