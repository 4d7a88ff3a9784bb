import { z } from "zod";
import { CHANNEL_KINDS, CLOCKS } from "@/domain/policy/vocabulary";
import {
  anchor,
  flag,
  line,
  list,
  maybe,
  oneOf,
  severities,
  span,
  target,
  words,
} from "@/formats/policy/fields";

const channel = z.strictObject({
  kind: oneOf(CHANNEL_KINDS).describe("What the text says it is, also where its link says otherwise."),
  words: line(300).describe("What the text calls it; the words of the link, where it is one."),
  target: maybe(target()).describe("Its address or link; left out where the text names none."),
  private: maybe(z.boolean()).describe(
    "false where others can read it; left out where the text does not say.",
  ),
  personal: flag().describe("The address of one person."),
  subject: maybe(line(200)).describe("A fixed subject."),
  encryption: maybe(line(500)).describe("A link to the key, or the text’s words for it."),
  urgent: flag().describe("For what is urgent alone."),
  text: maybe(words()),
});

export const reporting = z
  .strictObject({
    channels: list(channel, 30).describe("The doors for reports, the first one first (P46)."),
    whereNot: list(line(300), 30).describe("Where not to report."),
    include: list(
      z.strictObject({ text: line(500), required: flag(true).describe("false for what is optional.") }),
      50,
    ).describe("What to include in a report."),
    conversationHome: maybe(words()).describe("Where the conversation about a report is held."),
    handedTo: maybe(
      z.strictObject({
        team: line(120),
        policy: maybe(target()).describe("Where that team’s own policy stands."),
        door: maybe(target()).describe("The door that their own text names."),
      }),
    ).describe("The team of another project that takes the reports."),
    languages: list(
      z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "A language such as en or pt-BR."),
      20,
    ).describe("RFC 5646 tags, for Preferred-Languages of security.txt."),
    expires: maybe(
      z.iso.datetime({ offset: true, error: "Write the instant like 2027-01-12T17:00:00Z." }),
    ).describe(
      "Expires of security.txt (RFC 9116, 2.5.5). Left out: a year after a member confirmed the contacts last.",
    ),
    text: maybe(words()),
  })
  .describe("How to report a vulnerability (P46).");

export const clock = z
  .strictObject({
    what: oneOf(CLOCKS),
    severities: severities().describe(
      "Labels of the severity scale that it is for, or the text’s words where it has no scale; all of them where it is left out.",
    ),
    within: maybe(span()).describe("Left out where the text promises it and names no time."),
    anchor: anchor(),
    text: maybe(words()),
  })
  .describe("A promise to whoever reports (P38, P48).");

export const supportedVersion = z
  .strictObject({
    range: line(200).describe("The versions in the words of the text: 0.14.x."),
    supported: z.boolean(),
    text: maybe(words()),
  })
  .describe("Whether versions get fixes (P47).");

const item = z.strictObject({
  text: line(500),
  dependencies: flag().describe("It speaks of the project’s dependencies."),
});
export const scope = z
  .strictObject({
    in: list(item, 100),
    out: list(item, 100),
    typically: flag().describe("The text softens it: “typically”."),
  })
  .describe("What is in scope, and what is not (P47).");
