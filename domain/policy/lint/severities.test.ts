import { describeFindings, level, scale } from "@/tests/findings";

describeFindings([
  {
    kind: "severity-on-both-tracks",
    when: scale(level("LOW", "prenotify: may, fix: public")),
    at: ["severity.levels[0].prenotify", "severity.levels[0].fix"],
    unless: {
      "either leaves the choice": scale(level("LOW", "prenotify: may, fix: either")),
      "it is not prenotified": scale(level("LOW", "prenotify: never, fix: public")),
    },
  },
  {
    kind: "every-cve-but-some",
    when: `
    prenotification: { everyCve: true }${scale(level("HIGH", "prenotify: must"), level("LOW", "prenotify: never"))}`,
    at: ["prenotification.everyCve", "severity.levels[1].prenotify"],
    unless: {
      "each is a duty": `
    prenotification: { everyCve: true }${scale(level("HIGH", "prenotify: must"), level("LOW", "prenotify: must"))}`,
      "the text does not say every": `
    prenotification: {}${scale(level("HIGH", "prenotify: must"), level("LOW", "prenotify: never"))}`,
    },
  },
  {
    kind: "every-cve-but-some",
    when: `
    prenotification: { everyCve: true }
    groups: [{ name: G, description: Distributors. }]
    embargo: { noEmbargoReasons: [alreadyPublic, lowSeverity] }`,
    at: ["prenotification.everyCve", "embargo.noEmbargoReasons[1]"],
    unless: {
      "what is public is told to nobody early": `
    prenotification: { everyCve: true }
    groups: [{ name: G, description: Distributors. }]
    embargo: { noEmbargoReasons: [alreadyPublic] }`,
    },
  },
  {
    kind: "score-gap",
    when: scale(
      level("HIGH", "usualScore: { min: 7, max: 10 }"),
      level("LOW", "usualScore: { min: 0, max: 6.8 }"),
    ),
    at: ["severity.levels[0].usualScore", "severity.levels[1].usualScore"],
    unless: {},
  },
  {
    kind: "score-gap",
    when: scale(
      level("HIGH", "usualScore: { min: 7, max: 10 }"),
      level("LOW", "usualScore: { min: 0, max: 7 }"),
    ),
    at: ["severity.levels[0].usualScore", "severity.levels[1].usualScore"],
    unless: {
      "one begins where the other ends": scale(
        level("HIGH", "usualScore: { min: 7, max: 10 }"),
        level("LOW", "usualScore: { min: 0.1, max: 6.9 }"),
      ),
      "one has no score": scale(
        level("HIGH", "usualScore: { min: 9, max: 10 }"),
        level("MODERATE", "fix: private"),
        level("LOW", "usualScore: { min: 0.1, max: 6.9 }"),
      ),
    },
  },
]);
