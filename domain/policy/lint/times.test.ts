import { describeFindings, level, limits, scale } from "@/tests/findings";

describeFindings([
  {
    kind: "two-lead-times",
    when: `
    groups: [{ name: G, description: Distributors. }]
    prenotification:
      stages:
        - { name: Notice, audience: group, offset: { amount: 5, upTo: 10, unit: businessDays }, anchor: beforePublic }
        - { name: Notice, audience: group, offset: { amount: 3, upTo: 5, unit: businessDays }, anchor: beforePublic }`,
    at: ["prenotification.stages[0]", "prenotification.stages[1]"],
    unless: {
      "they are two stages": `
    groups: [{ name: G, description: Distributors. }]
    prenotification:
      stages:
        - { name: First, audience: group, offset: { amount: 7, unit: days }, anchor: beforePublic }
        - { name: Final text, audience: group, offset: { amount: 24, unit: hours }, anchor: beforePublic }`,
    },
  },
  {
    kind: "two-lead-times",
    when: limits(
      "preferred, span: { amount: 5, upTo: 10, unit: businessDays }, anchor: advisorySent",
      "preferred, span: { amount: 3, upTo: 5, unit: businessDays }, anchor: advisorySent",
    ),
    at: ["embargo.limits[0]", "embargo.limits[1]"],
    unless: {
      "both are the same length": limits(
        "preferred, span: { amount: 2, unit: weeks }, anchor: advisorySent",
        "preferred, span: { amount: 14, unit: days }, anchor: advisorySent",
      ),
      "they count from something else": limits(
        "preferred, span: { amount: 2, unit: weeks }, anchor: advisorySent",
        "preferred, span: { amount: 30, unit: days }, anchor: reportReceived",
      ),
      "they are for other severities": `${scale(level("HIGH", "fix: private"), level("LOW", "fix: private"))}${limits(
        "preferred, span: { amount: 2, unit: weeks }, anchor: advisorySent, severities: [HIGH]",
        "preferred, span: { amount: 30, unit: days }, anchor: advisorySent, severities: [LOW]",
      )}`,
      "one is an exception to the other": `${scale(level("HIGH", "fix: private"))}${limits(
        "hardMax, span: { amount: 2, unit: weeks }, anchor: advisorySent, severities: [HIGH]",
        "hardMax, span: { amount: 30, unit: days }, anchor: advisorySent",
      )}`,
    },
  },
  {
    kind: "two-lead-times",
    when: `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group, offset: { amount: 3, upTo: 5, unit: businessDays }, anchor: beforePublic }] }${limits("target, span: { amount: 5, upTo: 10, unit: businessDays }, anchor: advisorySent")}`,
    at: ["embargo.limits[0]", "prenotification.stages[0]"],
    unless: {
      "the one is a part of the other": `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group, offset: { amount: 7, unit: businessDays }, anchor: beforePublic }] }${limits("target, span: { amount: 5, upTo: 10, unit: businessDays }, anchor: advisorySent")}`,
    },
  },
  {
    kind: "two-lead-times",
    when: `
    clocks:
      - { what: acknowledge, within: { amount: 48, unit: hours }, anchor: reportReceived }
      - { what: acknowledge, within: { amount: 5, unit: days }, anchor: reportReceived }`,
    at: ["clocks[0]", "clocks[1]"],
    unless: {
      "the hours are the days": `
    clocks:
      - { what: acknowledge, within: { amount: 48, unit: hours }, anchor: reportReceived }
      - { what: acknowledge, within: { amount: 2, unit: days }, anchor: reportReceived }`,
      "they promise something else": `
    clocks:
      - { what: acknowledge, within: { amount: 48, unit: hours }, anchor: reportReceived }
      - { what: validated, within: { amount: 7, unit: days }, anchor: reportReceived }`,
    },
  },
  {
    kind: "clock-without-anchor",
    when: `
    clocks: [{ what: fix, within: { amount: 30, unit: days } }]`,
    at: ["clocks[0]"],
    unless: {
      "it counts from the report": `
    clocks: [{ what: fix, within: { amount: 30, unit: days }, anchor: reportReceived }]`,
      "no time is promised": `
    clocks: [{ what: fix }]`,
      "news counts from the last": `
    clocks: [{ what: update, within: { amount: 7, unit: days } }]`,
    },
  },
  {
    kind: "clock-without-anchor",
    when: limits("hardMax, span: { amount: 90, unit: days }"),
    at: ["embargo.limits[0]"],
    unless: {
      "it counts from something": limits("hardMax, span: { amount: 90, unit: days }, anchor: reportAccepted"),
    },
  },
  {
    kind: "clock-without-anchor",
    when: `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group, offset: { amount: 7, unit: days } }] }`,
    at: ["prenotification.stages[0]"],
    unless: {
      "it has no time": `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group }] }`,
    },
  },
  {
    kind: "channel-cap-out-of-date",
    when: `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { channels: [{ name: L, limit: { amount: 19, unit: days }, ownLimit: { amount: 14, unit: days, anchor: firstPost, checkedOn: 2027-01-04 } }] }`,
    at: ["prenotification.channels[0].limit", "prenotification.channels[0].ownLimit"],
    unless: {
      "both say two weeks": `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { channels: [{ name: L, limit: { amount: 2, unit: weeks }, ownLimit: { amount: 14, unit: days, anchor: firstPost, checkedOn: 2027-01-04 } }] }`,
      "nobody looked": `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { channels: [{ name: L, limit: { amount: 2, unit: weeks } }] }`,
    },
  },
  {
    kind: "stage-beyond-limit",
    when: `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group, offset: { amount: 30, unit: days }, anchor: beforePublic }] }${limits("hardMax, span: { amount: 14, unit: days }, anchor: advisorySent")}`,
    at: ["prenotification.stages[0]", "embargo.limits[0]"],
    unless: {
      "the embargo may last longer in exceptions": `
    groups: [{ name: G, description: Distributors. }]
    prenotification: { stages: [{ name: First, audience: group, offset: { amount: 30, unit: days }, anchor: beforePublic }] }${limits("hardMax, span: { amount: 14, unit: days }, anchor: advisorySent", "exceptionalMax, span: { amount: 30, unit: days }, anchor: advisorySent")}`,
      "everybody is told that something comes": `
    prenotification: { stages: [{ name: First, audience: everybody, offset: { amount: 30, unit: days }, anchor: beforePublic }] }${limits("hardMax, span: { amount: 14, unit: days }, anchor: advisorySent")}`,
    },
  },
]);
