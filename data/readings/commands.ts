import { eq } from "drizzle-orm";
import { z } from "zod";
import { byContact, command } from "@/data/command";
import { governing } from "@/data/policies/in-force";
import { toldCase, versionFor } from "@/data/readings/visibility";
import { acknowledgements, consents, readings } from "@/db/schema";
import type { AuditEvent, AuditFacts } from "@/domain/audit";
import { isReference } from "@/domain/case/reference";
import { isPublished } from "@/domain/case/visibility";
import { termsOf } from "@/domain/consent/terms";
import { refused, stale } from "@/lib/errors";

const reference = z.string().refine(isReference);

/** What a vendor does concerns the case and the organization: both streams say so. */
const both = (
  caseId: string,
  organizationId: string,
  action: AuditEvent["action"],
  facts: AuditFacts,
): [AuditEvent, AuditEvent] => [
  { stream: { type: "case", id: caseId }, action, facts: { organizationId, ...facts } },
  { stream: { type: "organization", id: organizationId }, action, facts: { caseId, ...facts } },
];

const AnswerTerms = z.object({
  reference,
  answer: z.enum(["accepted", "declined"], "Choose one."),
  termsVersion: z.string().max(60),
});

/** A named person accepts or declines the terms for their organization; the text they saw is kept with the answer. */
export const answerTerms = command("consent.answer", AnswerTerms, byContact, async (ctx, input) => {
  const { case: of, consent } = await toldCase(ctx, input.reference);
  if (isPublished(of)) throw refused("This case is public: there is nothing to accept any more.");
  const terms = termsOf(await governing(ctx, of));
  if (terms.version !== input.termsVersion) throw stale();
  if (consent?.state === "accepted")
    throw refused(
      "Your organization accepted already. What was read cannot be unread: tell the team if you need to hand it back.",
    );
  const { organizationId, contactId, userId } = ctx.viewer;
  if (consent)
    await ctx.tx.update(consents).set({ supersededAt: ctx.now }).where(eq(consents.id, consent.id));
  const [made] = await ctx.tx
    .insert(consents)
    .values({
      caseId: of.id,
      organizationId,
      termsVersion: terms.version,
      termsText: terms.text,
      state: input.answer,
      by: userId,
      contactId,
      at: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: consents.id });
  if (!made) throw stale();
  return {
    result: { reference: of.reference },
    audit: both(of.id, organizationId, `consent.${input.answer}`, { contactId, termsVersion: terms.version }),
  };
});

/**
 * A rendering of a version to a person: the only write that a GET may do. The first one is *seen*; each is an entry of
 * the record (ASVS 5.0 16.3.3).
 */
export const recordSeen = command("advisory.seen", z.object({ reference }), byContact, async (ctx, input) => {
  const { case: of, consent } = await toldCase(ctx, input.reference);
  if (consent?.state !== "accepted") throw refused("The terms were not accepted.");
  const version = await versionFor(ctx, of);
  const { organizationId, userId, contactId } = ctx.viewer;
  const facts = { contactId, version: version.number };
  const [first] = await ctx.tx
    .insert(readings)
    .values({ versionId: version.id, userId, organizationId, caseId: of.id, at: ctx.now })
    .onConflictDoNothing()
    .returning({ at: readings.at });
  return {
    result: { number: version.number },
    audit: both(of.id, organizationId, first ? "advisory.seen" : "advisory.read", facts),
  };
});

const Acknowledge = z.object({ reference, version: z.coerce.number().int() });

/** A named person says for their organization that this version was read and understood. */
export const acknowledge = command("advisory.acknowledge", Acknowledge, byContact, async (ctx, input) => {
  const { case: of, consent } = await toldCase(ctx, input.reference);
  if (consent?.state !== "accepted") throw refused("Accept the terms first.");
  const version = await versionFor(ctx, of);
  if (version.number !== input.version) throw stale();
  const { organizationId, userId, contactId } = ctx.viewer;
  const [made] = await ctx.tx
    .insert(acknowledgements)
    .values({ versionId: version.id, organizationId, caseId: of.id, by: userId, at: ctx.now })
    .onConflictDoNothing()
    .returning({ at: acknowledgements.at });
  if (!made) throw refused("Your organization acknowledged this version already.");
  return {
    result: { reference: of.reference },
    audit: both(of.id, organizationId, "advisory.acknowledged", { contactId, version: version.number }),
  };
});
