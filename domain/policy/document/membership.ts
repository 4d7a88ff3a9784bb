import {
  type Chapter,
  chapter,
  exact,
  fact,
  facts,
  item,
  list,
  type Part,
  said,
  steps,
  text,
} from "@/domain/policy/document/parts";
import type { Application, Decision, Eligibility, Group, Vouching } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import {
  ADDRESS_KINDS,
  APPLICANTS,
  APPLICATION_CHANNELS,
  INCOMPLETE,
  NEEDS,
  VISIBILITIES,
  VOUCHING,
} from "@/domain/policy/vocabulary";
import { listed, spanWords } from "@/domain/policy/words";

/** Who may be told, how they apply, in which groups they are, and what their contacts must be (P2 to P12). */
export const membershipChapters = (policy: Policy): Chapter[] => [
  chapter("eligibility", "Who may be included", eligibility(policy.eligibility)),
  chapter("apply", "How to apply", application(policy.application), "None: the text names no way to apply."),
  chapter("groups", "Groups", groups(policy)),
  chapter("contact-rules", "Contacts of a vendor", contactRules(policy)),
];

function eligibility(of: Eligibility | null): Part[] {
  if (!of) return [];
  return [
    ...facts([
      of.applicants.length > 0 && fact("Who may apply", listed(of.applicants.map((a) => APPLICANTS[a]))),
      of.capacity !== null && fact("Places", `${of.capacity.max}, for ${of.capacity.appliesTo}`),
    ]),
    ...(of.criteria ? [{ type: "criteria" as const, of: of.criteria }] : []),
    ...(of.exclusions.length > 0
      ? [
          { type: "heading" as const, text: "Excluded, whatever else holds" },
          { type: "criteria" as const, of: { any: of.exclusions } },
        ]
      : []),
    ...text(of.text),
  ];
}

function application(of: Application | null): Part[] {
  if (!of) return [];
  const { channel } = of;
  return [
    ...facts([
      fact("Channel", channel ? APPLICATION_CHANNELS[channel.kind] : null, { note: channel?.text ?? null }),
      channel !== null &&
        channel.target !== null &&
        exact("Address", channel.target, { target: channel.target }),
      channel !== null && channel.subject !== null && exact("Subject", channel.subject),
      channel?.personal === true && fact("Who reads it", "single persons, each at an address of their own"),
      of.incomplete !== null && fact("An incomplete application", INCOMPLETE[of.incomplete]),
      of.decisionVisibility !== null && fact("The decision is", VISIBILITIES[of.decisionVisibility]),
    ]),
    ...list(
      of.fields.map((f) => item(f.required ? f.text : `${f.text} (optional)`)),
      "What the application asks for",
    ),
    ...decision(of.decision),
    ...facts([
      fact("Somebody vouches", of.vouching ? vouching(of.vouching) : null, {
        note: of.vouching?.text ?? null,
      }),
    ]),
  ];
}

function decision(of: Decision | null): Part[] {
  return [
    ...steps(
      (of?.steps ?? []).map((s) =>
        item(
          [
            s.by,
            ...(s.quorum === null ? [] : [`at least ${s.quorum} agree`]),
            s.within ? `within ${spanWords(s.within)}` : "no time named",
            ...(s.discretion ? ["at its discretion"] : []),
          ].join(", "),
          { note: s.text },
        ),
      ),
      "Who decides",
    ),
    ...facts([
      !of && fact("Who decides", null),
      of !== null && said("Reasons", of.reasonsRequired, "are given", "need not be given"),
      fact(
        "Appeal",
        of?.appeal
          ? `to ${of.appeal.to}, ${of.appeal.within ? `within ${spanWords(of.appeal.within)}` : "no time named"}`
          : null,
      ),
    ]),
  ];
}

const vouching = (v: Vouching): string =>
  [
    `${VOUCHING[v.need]}, by ${v.by}`,
    ...(v.count === null ? [] : [`${v.count} of them`]),
    ...(v.independent ? ["independent of the applicant"] : []),
    ...(v.chain === null
      ? []
      : [v.chain ? "who were vouched for may vouch" : "who were vouched for may not vouch"]),
  ].join(", ");

function groups(policy: Policy): Part[] {
  const note = (g: Group): string | null =>
    [
      ...(g.partOf ? [`A part of ${g.partOf}.`] : []),
      ...(g.perCase ? ["Brought together for one case."] : []),
      ...(g.eligibility ? ["It has criteria of its own, below."] : []),
    ].join(" ") || null;
  return [
    ...facts(policy.groups.map((g) => fact(g.name, g.description, { note: note(g) }))),
    ...policy.groups.flatMap((g): Part[] =>
      g.eligibility
        ? [{ type: "heading", text: `Who may be in ${g.name}` }, ...eligibility(g.eligibility)]
        : [],
    ),
  ];
}

function contactRules({ contactRules: r }: Policy): Part[] {
  if (!r) return [];
  return [
    ...facts([
      fact("Kind of address", ADDRESS_KINDS[r.kind]),
      r.min !== null && fact("At least", String(r.min)),
      r.maxPerOrganization !== null &&
        fact(
          "At most",
          `${r.maxPerOrganization} for each ${r.perLegalEntity ? "legal entity, with all of its names" : "organization"}`,
        ),
      said("Confirmation", r.mustConfirm, "each address is confirmed", "addresses need not be confirmed"),
      said("Forwarding to the public", r.forbidForwardToPublic, "forbidden", "not forbidden"),
      said("Who reads it", r.declareReaders, "has to be declared", "need not be declared"),
      said("What it triggers by itself", r.automationDeclared, "has to be declared", "need not be declared"),
      r.pgp !== null && fact("An OpenPGP key", NEEDS[r.pgp]),
    ]),
    ...text(r.text),
  ];
}
