import { z } from "zod";
import {
  AUDIENCES,
  CONSENT_WHEN,
  CONTENT_LEVELS,
  DELIVERY_WAYS,
  FREEZE_CHANGES,
  IN_FLIGHT,
} from "@/domain/policy/vocabulary";
import {
  anchor,
  anchored,
  day,
  flag,
  line,
  list,
  maybe,
  oneOf,
  severities,
  slug,
  someOf,
  span,
  target,
  words,
} from "@/formats/policy/fields";

const stage = z
  .strictObject({
    name: line(80),
    audience: oneOf(AUDIENCES),
    groups: list(line(80), 50).describe("Names of groups; all of them where it is left out."),
    offset: maybe(span()).describe("When, counted from its anchor; backwards for beforePublic."),
    anchor: anchor(),
    content: someOf(CONTENT_LEVELS),
    severities: severities(),
    repeatEvery: maybe(span()),
    optional: flag(),
    text: maybe(words()),
  })
  .describe("Who is told what, and when (P16).");

const channel = z
  .strictObject({
    name: line(120),
    target: maybe(target()),
    subjectTag: maybe(line(80)),
    limit: maybe(anchored({})).describe("How long it lets an embargo run, by this text."),
    ownLimit: maybe(anchored({ checkedOn: day() })).describe(
      "The same by the channel’s own text, on that day.",
    ),
    text: maybe(words()),
  })
  .describe("A list or tracker of others that is used.");

export const prenotification = z
  .strictObject({
    text: maybe(words()),
    recipients: list(slug(), 50).describe(
      "Whom the text names as recipients: ids of statements of the criteria.",
    ),
    everyCve: flag().describe("The text says that every vulnerability with a CVE is prenotified."),
    leadTime: maybe(line(300)).describe(
      "How long before, in the words of the text, where no number stands there.",
    ),
    stages: list(stage, 50),
    content: list(z.strictObject({ level: oneOf(CONTENT_LEVELS), fields: list(line(120), 50) }), 20).describe(
      "What each level of content has to hold (P22).",
    ),
    ways: someOf(DELIVERY_WAYS).describe("How it is delivered (P23)."),
    subjectTag: maybe(line(80)),
    mailSaysDate: flag().describe("Plain mail may name the release instant."),
    channels: list(channel, 20),
    freeze: maybe(
      z.strictObject({ offset: span(), anchor: anchor(), onChange: oneOf(FREEZE_CHANGES) }),
    ).describe("When nothing is changed any more, and what if it must be (P37)."),
    newMembersInFlight: maybe(oneOf(IN_FLIGHT)).describe("P43. Left out: never, which is ours."),
  })
  .describe("Telling vendors before the public. Leave it out where the text knows none.");

export const consent = z
  .strictObject({
    when: oneOf(CONSENT_WHEN),
    lapsesOnRevision: maybe(z.boolean()).describe("A moved date or a new version asks again."),
    answerWithin: maybe(span()),
  })
  .describe("How a vendor agrees to keep the secret (P45).");
