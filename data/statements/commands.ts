import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byContact, command, demand } from "@/data/command";
import { toldCase } from "@/data/readings/visibility";
import { sentVulnerabilities, statementPlace } from "@/data/statements/queries";
import { statements, vulnerabilities } from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { isPublished } from "@/domain/case/visibility";
import { checkStatement, JUSTIFICATIONS, STATEMENT_STATES } from "@/domain/statement/state";
import { instantIn } from "@/domain/time";
import { invalidField, refused, stale } from "@/lib/errors";
import { keysOf } from "@/lib/keys";

const words = (max: number) => z.string().trim().max(max, `At most ${max} characters.`).default("");

const MakeStatement = z.object({
  reference: z.string().refine(isReference),
  vulnerabilityId: z.uuid("Choose a vulnerability."),
  /** The number of the statement that the form was shown with; 0 for the first. */
  number: z.coerce.number().int().min(0),
  state: z.enum(keysOf(STATEMENT_STATES), "Choose your status."),
  justification: z.preprocess(
    (v) => v || null,
    z.enum(keysOf(JUSTIFICATIONS), "Choose one of the reasons.").nullable(),
  ),
  note: words(4000),
  trackingId: words(200),
  /** A date without an hour: when the fix is, or was, ready. */
  fixOn: z.preprocess(
    (v) => v || null,
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, "Write the date like 2027-01-12.")
      .nullable(),
  ),
});

/** A named person says for their organization how a vulnerability concerns it. Earlier statements stay on record. */
export const makeStatement = command("statement.make", MakeStatement, byContact, async (ctx, input) => {
  const { case: of, consent } = await toldCase(ctx, input.reference);
  if (consent?.state !== "accepted" && !isPublished(of)) throw refused("Accept the terms first.");
  const { organizationId, userId, contactId } = ctx.viewer;
  const known = await sentVulnerabilities(ctx, of.id, organizationId);
  const [row] = await ctx.tx
    .select()
    .from(vulnerabilities)
    .where(and(eq(vulnerabilities.id, input.vulnerabilityId), eq(vulnerabilities.caseId, of.id)));
  if (!row || !known.some((v) => v.row.id === row.id))
    throw refused(
      "This vulnerability is not part of the case any more. Load the page again; what you typed is still here.",
    );
  const checked = checkStatement(input);
  if (!checked.ok)
    throw invalidField(input.state === "not_affected" ? "justification" : "note", checked.because);
  const fixAt = input.fixOn ? demand(instantIn(`${input.fixOn}T00:00`, "UTC"), "fixOn").at : null;
  const [newest] = await ctx.tx
    .select({ number: statements.number })
    .from(statements)
    .where(and(eq(statements.vulnerabilityId, row.id), eq(statements.organizationId, organizationId)))
    .orderBy(desc(statements.number))
    .limit(1);
  if ((newest?.number ?? 0) !== input.number) throw stale();
  const id = newId();
  const number = input.number + 1;
  const [made] = await ctx.tx
    .insert(statements)
    .values({
      id,
      vulnerabilityId: row.id,
      organizationId,
      caseId: of.id,
      number,
      state: checked.next.state,
      justification: checked.next.justification,
      note: input.note ? await ctx.seal(statementPlace(of.id, id, "note"), input.note) : null,
      trackingId: input.trackingId
        ? await ctx.seal(statementPlace(of.id, id, "tracking_id"), input.trackingId)
        : null,
      fixAt,
      by: userId,
      contactId,
      at: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: statements.id });
  if (!made) throw stale();
  const facts = { vulnerabilityId: row.id, state: checked.next.state, number, contactId };
  return {
    result: { reference: of.reference, number },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "statement.made",
        facts: { organizationId, ...facts },
        ...(input.note ? { note: input.note } : {}),
      },
      {
        stream: { type: "organization", id: organizationId },
        action: "statement.made",
        facts: { caseId: of.id, ...facts },
      },
    ],
  };
});
