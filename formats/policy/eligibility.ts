import { z } from "zod";
import type { Criterion } from "@/domain/policy/parts/eligibility";
import {
  ADDRESS_KINDS,
  APPLICANTS,
  APPLICATION_CHANNELS,
  INCOMPLETE,
  NEEDS,
  PREDICATE_KINDS,
  TERMS_WHEN,
  VISIBILITIES,
  VOUCHING,
} from "@/domain/policy/vocabulary";
import { flag, line, list, maybe, oneOf, slug, someOf, span, target, words } from "@/formats/policy/fields";

const host = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    "A host, such as example.org, or *.example.org for all below it.",
  );
const count = (max: number) => z.number().int().min(1).max(max);

const evidenceRules = z
  .strictObject({
    text: maybe(words()).describe("What counts, in words."),
    acceptHosts: list(host, 50).describe("Only pages of these hosts count; any where it is left out."),
    refuseHosts: list(host, 50).describe("Pages of these hosts do not count."),
    maxAge: maybe(span()).describe("Older evidence does not count."),
  })
  .describe("What evidence counts. Only https is ever taken.");

const threshold = z
  .strictObject({
    metric: line(120).describe("What is measured: guests, days to a fix."),
    atLeast: maybe(z.number()),
    atMost: maybe(z.number()),
    unit: maybe(line(40)),
  })
  .refine((t) => t.atLeast !== null || t.atMost !== null, { path: ["atLeast"], error: "Name a limit." })
  .refine((t) => t.atLeast === null || t.atMost === null || t.atLeast <= t.atMost, {
    path: ["atMost"],
    error: "No value is at least the one and at most the other.",
  });

const predicate = z
  .strictObject({
    id: slug().describe("Its name here; evidence and forms refer to it."),
    text: words(),
    kind: oneOf(PREDICATE_KINDS).default("judgement"),
    threshold: maybe(threshold).describe("For what is measured."),
    evidence: maybe(evidenceRules),
  })
  .refine((p) => p.kind !== "measured" || p.threshold !== null, {
    path: ["threshold"],
    error: "What is measured needs a threshold.",
  })
  .meta({ id: "Predicate", description: "A statement about an organization (P4)." });

const some = () => z.array(criterion).min(1, "Name at least one.").max(100);

const tree = z.lazy(
  (): z.ZodType =>
    z.union([
      z.strictObject({ all: some() }),
      z.strictObject({ any: some() }),
      z.strictObject({ not: criterion }),
      z
        .strictObject({ atLeast: count(100), of: some() })
        .refine((c) => c.atLeast <= c.of.length, { path: ["atLeast"], error: "More than there are." }),
      z.strictObject({ waivedIf: criterion, otherwise: criterion }),
      z.strictObject({ capacity: count(100_000), appliesTo: line(200) }),
      predicate,
    ]),
);

export const criterion = tree.meta({
  id: "Criterion",
  description:
    "A tree (P3): all, any, not, atLeast n of, waivedIf … otherwise, capacity, or a statement with id and text.",
}) as z.ZodType<Criterion>;

export const eligibility = z
  .strictObject({
    criteria: maybe(criterion),
    exclusions: list(criterion, 50).describe("Any of these vetoes (P5)."),
    capacity: maybe(z.strictObject({ max: count(100_000), appliesTo: line(200) })).describe("Places (P6)."),
    applicants: someOf(APPLICANTS).describe("Who may apply (P7)."),
    text: maybe(words()),
  })
  .describe("Who may be told early.");

export const group = z
  .strictObject({
    name: line(80),
    description: words(),
    partOf: maybe(line(80)).describe("The group that it is a part of."),
    perCase: flag().describe("Brought together for one case."),
    eligibility: maybe(eligibility).describe("Its own, in place of the policy’s."),
  })
  .describe("Who is prenotified together (P2).");

const decision = z
  .strictObject({
    steps: list(
      z.strictObject({
        by: line(200),
        quorum: maybe(count(1000)),
        within: maybe(span()),
        discretion: flag().describe("Case by case."),
        text: maybe(words()),
      }),
      10,
    ),
    appeal: maybe(z.strictObject({ to: line(200), within: maybe(span()) })),
    reasonsRequired: maybe(z.boolean()),
  })
  .describe("Who decides about an application, and by when (P10).");

const vouching = z
  .strictObject({
    need: oneOf(VOUCHING),
    by: line(200),
    count: maybe(count(100)),
    independent: maybe(z.boolean()).describe("The voucher has no tie to the applicant."),
    chain: maybe(z.boolean()).describe("Who was vouched for may vouch in turn."),
    text: maybe(words()),
  })
  .describe("P11");

export const application = z
  .strictObject({
    channel: maybe(
      z.strictObject({
        kind: oneOf(APPLICATION_CHANNELS),
        target: maybe(target()),
        subject: maybe(line(200)),
        personal: flag().describe("Addresses of single persons are the only way in."),
        text: maybe(words()),
      }),
    ).describe("How to apply (P9). Left out where the text does not say."),
    fields: list(
      z.strictObject({
        id: slug(),
        text: line(500),
        required: flag(true),
        criterion: maybe(slug()).describe("The statement of the criteria that it asks for."),
      }),
      60,
    ).describe("The form (P8)."),
    incomplete: maybe(oneOf(INCOMPLETE)),
    decisionVisibility: maybe(oneOf(VISIBILITIES)),
    decision: maybe(decision),
    vouching: maybe(vouching),
  })
  .describe("How an organization comes in (P8 to P11).");

export const contactRules = z
  .strictObject({
    kind: oneOf(ADDRESS_KINDS),
    min: maybe(count(100)),
    maxPerOrganization: maybe(count(1000)),
    perLegalEntity: maybe(z.boolean()),
    mustConfirm: maybe(z.boolean()),
    forbidForwardToPublic: maybe(z.boolean()),
    declareReaders: maybe(z.boolean()),
    automationDeclared: maybe(z.boolean()),
    pgp: maybe(oneOf(NEEDS)),
    text: maybe(words()),
  })
  .refine((r) => r.min === null || r.maxPerOrganization === null || r.min <= r.maxPerOrganization, {
    path: ["maxPerOrganization"],
    error: "Fewer than the least that is asked for.",
  })
  .describe("Which addresses a vendor gives (P12).");

export const terms = z
  .strictObject({
    version: line(40),
    text: words(20_000),
    by: maybe(line(200)).describe("Who accepts them for an organization."),
    when: maybe(oneOf(TERMS_WHEN)),
  })
  .describe("What a vendor accepts (P13).");
