import { z } from "zod";
import { TLP_LABELS } from "@/domain/consent/tlp";
import {
  ARTIFACTS,
  BOUNCE_ACTIONS,
  BREACHES,
  CONFIDENTIALITY,
  DECISION_LOGS,
  DUTY_TYPES,
  FACTS,
  INSIDERS,
  MEMBER_LISTS,
  PERMISSIONS,
  REMOVALS,
  SANCTION_SCOPES,
  SCOPES,
  SHARED_WITH,
} from "@/domain/policy/vocabulary";
import { anchor, flag, line, list, maybe, oneOf, slug, someOf, span, words } from "@/formats/policy/fields";

export const handling = z
  .strictObject({
    maySay: someOf(FACTS).describe("What a member may say before it is public (P24)."),
    deployDefault: maybe(oneOf(PERMISSIONS)).describe("For what no rule names (P25)."),
    deploy: list(
      z.strictObject({
        artifact: oneOf(ARTIFACTS),
        scope: oneOf(SCOPES),
        answer: oneOf(PERMISSIONS),
        text: maybe(words()),
      }),
      60,
    ).describe("May we deploy? (P25)"),
    share: someOf(SHARED_WITH).describe("With whom it may be shared (P26)."),
    needToKnow: maybe(z.boolean()),
    acceptTermsFirst: maybe(z.boolean()),
    tlp: maybe(z.enum(TLP_LABELS)),
    text: maybe(words()),
  })
  .describe("What a vendor may do before it is public.");

export const duty = z
  .strictObject({
    type: oneOf(DUTY_TYPES),
    within: maybe(span()),
    anchor: anchor(),
    evidence: maybe(line(300)),
    consequence: maybe(line(300)),
    text: words(),
  })
  .describe("What a vendor owes (P27).");

export const leakReport = z
  .strictObject({
    to: maybe(line(300)),
    within: maybe(span()),
    mustState: list(line(300), 20),
    text: maybe(words()),
  })
  .describe("What a vendor does when something leaked (P28).");

export const withdrawal = z
  .strictObject({
    grounds: list(
      z.strictObject({ code: slug(), text: words(), scope: z.enum(["future", "permanent"]) }),
      30,
    ).describe("For what a membership may be withdrawn."),
    sanctions: list(
      z.strictObject({
        on: oneOf(BREACHES),
        scope: oneOf(SANCTION_SCOPES),
        permanent: flag(),
        discretionary: flag().describe("The team may, and need not."),
        text: words(),
      }),
      20,
    ).describe("P29. None is ever automatic."),
    reinstatement: maybe(words()).describe("How a withdrawn organization comes back."),
    otherRemoval: someOf(REMOVALS).describe("P30"),
  })
  .describe("How a membership ends.");

export const review = z
  .strictObject({
    every: maybe(span()),
    by: maybe(line(200)),
    evidence: maybe(line(300)),
    text: maybe(words()),
  })
  .describe("How often memberships are reviewed (P31).");

export const transparency = z
  .strictObject({
    memberList: maybe(oneOf(MEMBER_LISTS)),
    decisionLog: maybe(oneOf(DECISION_LOGS)),
    statistics: maybe(z.boolean()),
    postEmbargoDecisions: maybe(z.boolean()),
    retrospective: maybe(span()),
    text: maybe(words()),
  })
  .describe("P32");

export const insiders = z
  .strictObject({ rule: oneOf(INSIDERS), text: maybe(words()) })
  .describe("What the employers of the team’s members learn (P33).");

export const recipientMarks = z
  .strictObject({ enabled: z.boolean(), disclosedInTerms: flag() })
  .describe("Marks that tell one recipient’s copy from another’s (P42).");

export const bounces = z
  .strictObject({ hardBounces: z.number().int().min(1).max(100), action: oneOf(BOUNCE_ACTIONS) })
  .describe("What follows when mail is refused for good (P44).");

const days = maybe(z.number().int().min(1).max(36_500)).describe("Days from its end; left out: no end.");
export const retention = z
  .strictObject({
    confidentiality: maybe(oneOf(CONFIDENTIALITY)),
    deleteMaterial: maybe(span()).describe("When vendors delete what they were sent."),
    keep: z
      .strictObject({ case: days, incident: days, application: days, messages: days })
      .default({ case: null, incident: null, application: null, messages: null }),
  })
  .describe("What is kept, and how long (P39).");

export const legalFlags = z
  .strictObject({
    compelledDisclosure: maybe(words()).describe("What if the law makes a vendor tell."),
    sanctionsReview: maybe(z.boolean()),
    authorityClocks: list(z.strictObject({ authority: line(120), within: span(), text: maybe(words()) }), 20),
  })
  .describe("P40");
