import {
  type Area,
  alone,
  chapter,
  exact,
  fact,
  facts,
  item,
  list,
  type Part,
  text,
} from "@/domain/policy/document/parts";
import type { Channel, HandedTo, Reporting } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";
import { CHANNEL_KINDS, CLOCKS } from "@/domain/policy/vocabulary";
import { capital, clockWords, listed } from "@/domain/policy/words";

/** Where to report, what to include, by when an answer comes, and what is covered (P46 to P48). */
export const reportingAreas = (policy: Policy): Area[] => [
  alone(chapter("reporting", "Where to report", where(policy.reporting))),
  alone(chapter("include", "What to include", include(policy.reporting))),
  alone(
    chapter(
      "targets",
      "When you hear from us",
      targets(policy),
      "None: no answer is promised within a time.",
    ),
  ),
  alone(chapter("versions", "Supported versions", versions(policy))),
  alone(chapter("scope", "Scope", scope(policy))),
];

function where(reporting: Reporting | null): Part[] {
  if (!reporting) return [];
  // What is for urgent reports alone comes after what is for every report.
  const doors = [
    ...reporting.channels.filter((c) => !c.urgent),
    ...reporting.channels.filter((c) => c.urgent),
  ];
  return [
    ...list(doors.map(door)),
    ...handedTo(reporting.handedTo),
    ...(reporting.whereNot.length > 0
      ? [{ type: "warning" as const, title: "Do not report here", items: reporting.whereNot }]
      : []),
    ...text(reporting.text),
    ...facts([
      reporting.conversationHome !== null && fact("The conversation", reporting.conversationHome),
      reporting.languages.length > 0 && exact("Languages", reporting.languages.join(", ")),
    ]),
  ];
}

function door(c: Channel) {
  const said = [
    `${capital(CHANNEL_KINDS[c.kind])}.`,
    ...(c.urgent ? ["For what is urgent alone."] : []),
    ...(c.personal ? ["Reaches single persons."] : []),
    ...(c.private === true ? ["Stays private."] : c.private === false ? ["Others can read it."] : []),
    ...(c.target === null ? ["The text names no address."] : []),
  ];
  const note = [
    said.join(" "),
    ...(c.subject ? [`Subject: ${code(c.subject)}`] : []),
    ...(c.encryption ? [`Encryption: ${c.encryption}`] : []),
    ...(c.text ? [c.text] : []),
  ];
  return item(c.words, { target: c.target, note: note.join("\n\n") });
}

/** Read letter by letter, and no Markdown. */
const code = (words: string) => `\`${words.replaceAll("`", "'")}\``;

function handedTo(to: HandedTo | null): Part[] {
  if (!to) return [];
  return facts([
    fact("Reports are handed to", to.team),
    to.door !== null && exact("The door that its own policy names", to.door, { target: to.door }),
    to.policy !== null && exact("Its policy", to.policy, { target: to.policy }),
  ]);
}

function include(reporting: Reporting | null): Part[] {
  const asked = reporting?.include ?? [];
  const items = (required: boolean) => asked.filter((i) => i.required === required).map((i) => item(i.text));
  return [...list(items(true), "Please include"), ...list(items(false), "If you have it")];
}

const targets = ({ clocks }: Policy): Part[] =>
  facts(
    clocks.map((c) =>
      fact(
        c.severities.length > 0 ? `${CLOCKS[c.what]}, ${listed(c.severities)}` : CLOCKS[c.what],
        clockWords(c.within, c.anchor),
        { note: c.text },
      ),
    ),
  );

const versions = ({ supportedVersions }: Policy): Part[] =>
  facts(
    supportedVersions.map((v) =>
      fact(v.range, v.supported ? "Supported" : "Not supported", { note: v.text }),
    ),
  );

function scope({ scope: of }: Policy): Part[] {
  if (!of) return [];
  const typically = of.typically ? ", typically" : "";
  return [
    ...list(
      of.in.map((i) => item(i.text)),
      `In scope${typically}`,
    ),
    ...list(
      of.out.map((i) => item(i.text)),
      `Out of scope${typically}`,
    ),
    ...text(of.typically ? "The limits of these lists are soft." : null),
  ];
}
