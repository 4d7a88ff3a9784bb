import { membershipChapters } from "@/domain/policy/document/membership";
import {
  type Area,
  chapter,
  exact,
  fact,
  facts,
  item,
  list,
  ours,
  type Part,
  steps,
  text,
} from "@/domain/policy/document/parts";
import { statementsOf } from "@/domain/policy/eligibility";
import type { OuterChannel, Prenotification, Stage } from "@/domain/policy/parts/prenotification";
import type { Policy } from "@/domain/policy/policy";
import { isOffered, offersPrenotification, severitiesOf } from "@/domain/policy/severity";
import {
  AUDIENCES,
  BOUNCE_ACTIONS,
  CONSENT_WHEN,
  CONTENT_LEVELS,
  DELIVERY_WAYS,
  DUTY_TYPES,
  FREEZE_CHANGES,
  IN_FLIGHT,
  NEEDS,
  TERMS_WHEN,
} from "@/domain/policy/vocabulary";
import { anchoredWords, listed, spanWords } from "@/domain/policy/words";

/** Who is told before the release, what they are told, and what they may do with it (P2 to P17, P22 to P27). */
export const prenotificationArea = (policy: Policy): Area => ({
  id: "prenotification",
  title: "Prenotification",
  none: "No prenotification: nobody is told before the release.",
  chapters: [
    chapter(
      "prenotification",
      "Prenotification",
      prenotification(policy),
      "None: nobody is told before the release.",
    ),
    ...membershipChapters(policy),
    chapter("duties", "Duties of a vendor", duties(policy)),
    chapter(
      "handling",
      "What a vendor may say, deploy and share",
      handling(policy),
      "None: the text allows nothing before it is public. Ask the team first.",
    ),
    chapter(
      "terms",
      "Terms and consent",
      terms(policy),
      "None in the text: a vendor accepts Curfew’s own neutral terms, shown as such.",
    ),
    chapter("stages", "Who is told when", stages(policy.prenotification)),
    chapter("notices", "How notices come", notices(policy)),
  ],
});

function prenotification(policy: Policy): Part[] {
  const of = policy.prenotification;
  const levels = severitiesOf(policy).filter(isOffered);
  const offered = offersPrenotification(policy);
  if (!of && !offered) return [];
  const known = statementsOf(policy);
  const recipients = (of?.recipients ?? []).map((id) => known.find((k) => k.id === id)?.text ?? id);
  return [
    ...(offered ? [] : ours("The scale offers it for no severity.")),
    ...text(of?.text),
    ...facts([
      levels.length > 0 && fact("Offered for", listed(levels.map((s) => s.label))),
      recipients.length > 0 && fact("Recipients, as the text names them", listed(recipients)),
      of?.everyCve === true && fact("What is prenotified", "every vulnerability with a CVE"),
      fact("Lead time", of?.leadTime ?? null),
      of !== null &&
        of.newMembersInFlight !== null &&
        fact("New members are", IN_FLIGHT[of.newMembersInFlight]),
    ]),
  ];
}

const handling = ({ handling: of }: Policy): Part[] =>
  of
    ? [
        { type: "handling", of },
        ...facts([of.tlp !== null && exact("Label unless a notice says otherwise", `TLP:${of.tlp}`)]),
      ]
    : [];

const duties = (policy: Policy): Part[] =>
  facts(
    policy.duties.map((d) =>
      fact(DUTY_TYPES[d.type], d.text, {
        note:
          [
            ...(d.within ? [`Within ${anchoredWords(d.within, d.anchor)}.`] : []),
            ...(d.evidence ? [`Evidence: ${d.evidence}`] : []),
            ...(d.consequence ? [`Otherwise: ${d.consequence}`] : []),
          ].join("\n\n") || null,
      }),
    ),
  );

function terms({ terms: t, consent: c }: Policy): Part[] {
  return [
    ...(t ? [...facts([exact("Version of the terms", t.version)]), ...text(t.text)] : []),
    ...facts([
      t !== null && t.by !== null && fact("Accepted by", t.by),
      t !== null && t.when !== null && fact("Accepted when", TERMS_WHEN[t.when]),
      c !== null && fact("Consent", CONSENT_WHEN[c.when]),
      c !== null &&
        c.lapsesOnRevision !== null &&
        fact(
          "When a notice is revised",
          c.lapsesOnRevision ? "consent lapses and is asked for again" : "consent stands",
        ),
      c !== null && c.answerWithin !== null && fact("Answer within", spanWords(c.answerWithin)),
    ]),
  ];
}

function stages(of: Prenotification | null): Part[] {
  if (!of) return [];
  return [
    ...steps(of.stages.map((s) => item(stage(s), { note: s.text }))),
    ...facts([
      of.freeze !== null &&
        fact(
          "The text is frozen",
          `${anchoredWords(of.freeze.offset, of.freeze.anchor)}; on a change: ${FREEZE_CHANGES[of.freeze.onChange]}`,
        ),
    ]),
  ];
}

/** *Final text: to groups, 24 hours before it is public; the full description.* */
function stage(s: Stage): string {
  const to = s.audience === "group" && s.groups.length > 0 ? listed(s.groups) : AUDIENCES[s.audience];
  return [
    `${s.name}: to ${to}`,
    ...(s.offset ? [anchoredWords(s.offset, s.anchor)] : ["no time named"]),
    ...(s.content.length > 0 ? [listed(s.content.map((c) => CONTENT_LEVELS[c]))] : []),
    ...(s.severities.length > 0 ? [`for ${listed(s.severities)}`] : []),
    ...(s.repeatEvery ? [`again every ${spanWords(s.repeatEvery)}`] : []),
    ...(s.optional ? ["optional"] : []),
  ].join("; ");
}

function notices(policy: Policy): Part[] {
  const of = policy.prenotification;
  const { vendorFactor, recipientMarks: marks, bounces } = policy;
  return [
    ...facts([
      of !== null && of.ways.length > 0 && fact("By", listed(of.ways.map((w) => DELIVERY_WAYS[w]))),
      of !== null && of.subjectTag !== null && exact("Subjects begin with", of.subjectTag),
      of !== null &&
        fact(
          "Release date in plain mail",
          of.mailSaysDate ? "May be said" : "Is not said: the text does not allow it",
        ),
      ...(of?.content ?? []).map((c) =>
        fact(`Has to hold, for ${CONTENT_LEVELS[c.level]}`, listed(c.fields)),
      ),
      vendorFactor !== null && fact("A second factor for a vendor’s contacts", NEEDS[vendorFactor]),
      marks !== null &&
        fact(
          "Marks in each recipient’s copy",
          marks.enabled ? (marks.disclosedInTerms ? "yes, as the terms say" : "yes") : "no",
        ),
      bounces !== null &&
        fact(
          "Mail comes back",
          `after ${bounces.hardBounces} hard bounces ${BOUNCE_ACTIONS[bounces.action]}`,
        ),
    ]),
    ...list((of?.channels ?? []).map(outer), "Lists and trackers that it is sent to"),
  ];
}

const outer = (c: OuterChannel) =>
  item(c.name, {
    target: c.target,
    note:
      [
        ...(c.subjectTag ? [`Subjects begin with \`${c.subjectTag.replaceAll("`", "'")}\`.`] : []),
        ...(c.limit ? [`Its limit, as this policy has it: ${anchoredWords(c.limit, c.limit.anchor)}.`] : []),
        ...(c.ownLimit
          ? [`By its own text, on ${c.ownLimit.checkedOn}: ${anchoredWords(c.ownLimit, c.ownLimit.anchor)}.`]
          : []),
        ...(c.text ? [c.text] : []),
      ].join("\n\n") || null,
  });
