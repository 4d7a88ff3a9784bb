import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { lockCase, visibleTo } from "@/data/cases/visibility";
import { byMember, command, demand } from "@/data/command";
import { type IncidentReport, incidentPlace } from "@/data/incidents/report";
import { createDataKey } from "@/data/keys/create";
import { announce, toldOrganizations } from "@/data/notices/announce";
import { stopAll } from "@/data/notices/void";
import { idField, linkField, reasonField } from "@/data/organizations/fields";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { cases, incidents } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { isEmbargoed } from "@/domain/case/state";
import {
  ATTRIBUTIONS,
  canBeLeak,
  decideIncident,
  type IncidentCommand,
  isOpenIncident,
} from "@/domain/incident/state";
import { instantIn, isAfter } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";
import { keysOf } from "@/lib/keys";

const words = (max: number, message: string) =>
  z.string({ error: message }).trim().min(3, message).max(max, `At most ${max} characters.`);
const zone = z.string({ error: "Enter a time zone." }).trim().max(60, "That is no time zone.");

/** Why notices and messages were stopped, as it stands beside each. */
const LEAK = "a leak is suspected";

const Record = z.object({
  caseId: idField,
  what: words(4000, "Say what was seen."),
  where: words(500, "Say where it was seen."),
  link: linkField,
  pasted: z.string().max(50_000, "At most 50000 characters.").default(""),
  broughtBy: words(200, "Say who brought it to the team."),
  local: z.string({ error: "Enter when it was seen." }),
  zone,
  publicElsewhere: z.enum(["no", "yes", "unknown"], "Say whether it was public by then from elsewhere."),
  elsewhereLocal: z.string().default(""),
  stop: z.preprocess((v) => v === "on" || v === true, z.boolean()),
});

/** Records a suspected leak of a case, and stops everything that would still leave where the form says so: one member is enough. */
export const recordIncident = command("incident.record", Record, byMember, async (ctx, input) => {
  const of = await lockCase(ctx, input.caseId);
  const seenAt = demand(instantIn(input.local, input.zone), "local").at;
  if (isAfter(seenAt, ctx.now)) throw invalidField("local", "This lies in the future.");
  const elsewhere =
    input.publicElsewhere === "yes"
      ? demand(instantIn(input.elsewhereLocal, input.zone), "elsewhereLocal").at
      : null;
  if (elsewhere && isAfter(elsewhere, ctx.now))
    throw invalidField("elsewhereLocal", "This lies in the future.");
  const id = newId();
  const report: IncidentReport = {
    what: input.what,
    where: input.where,
    link: input.link,
    pasted: input.pasted,
    broughtBy: input.broughtBy,
    publicElsewhere: input.publicElsewhere,
  };
  await createDataKey(ctx, { kind: "incident", id, projectId: of.projectId, caseId: of.id });
  await ctx.tx.insert(incidents).values({
    id,
    caseId: of.id,
    report: await ctx.seal(incidentPlace(id, "report"), JSON.stringify(report)),
    seenAt,
    publicElsewhereAt: elsewhere,
    recordedBy: ctx.viewer.userId,
    recordedAt: ctx.now,
  });
  const stopped = input.stop ? await stopAll(ctx, of.id, LEAK) : [];
  const event: AuditEvent = {
    stream: { type: "case", id: of.id },
    action: "incident.recorded",
    facts: { incidentId: id, stopped: stopped.length },
  };
  return { result: { incidentId: id, reference: of.reference }, audit: [event, ...stopped] };
});

/** The case and the incident, locked in that order. */
async function lockIncident(ctx: Ctx<Member>, incidentId: string) {
  const [found] = await ctx.tx
    .select({ caseId: incidents.caseId })
    .from(incidents)
    .innerJoin(cases, eq(cases.id, incidents.caseId))
    .where(and(eq(incidents.id, incidentId), visibleTo(ctx)));
  if (!found) throw notFound();
  const of = await lockCase(ctx, found.caseId);
  const [row] = await ctx.tx
    .select()
    .from(incidents)
    .where(eq(incidents.id, incidentId))
    .for("no key update");
  if (!row) throw notFound();
  return { of, row };
}

const existing = { incidentId: idField };

const step = (
  name: `incident.${"confirm" | "dismiss" | "close" | "reopen"}`,
  type: IncidentCommand["type"],
  action: "incident.confirmed" | "incident.dismissed" | "incident.closed" | "incident.reopened",
) =>
  command(name, z.object({ ...existing, reason: reasonField }), byMember, async (ctx, input) => {
    const { of, row } = await lockIncident(ctx, input.incidentId);
    if (row.organizationId) await requireUntied(ctx, of.projectId, row.organizationId);
    if (type === "confirm" && !canBeLeak(row.seenAt, of.publishedAt, row.publicElsewhereAt))
      throw refused("It was public already when it was seen, so it is no leak.");
    const state = demand(decideIncident(row.state, { type }));
    // Closing says that it is over, and takes nothing of the judgement away.
    const findingOf = async () => {
      if (type === "close") return {};
      const said = type === "reopen" ? null : await ctx.seal(incidentPlace(row.id, "finding"), input.reason);
      return { finding: said };
    };
    await ctx.tx
      .update(incidents)
      .set({
        state,
        ...(await findingOf()),
        closedAt: state === "closed" ? ctx.now : null,
      })
      .where(eq(incidents.id, row.id));
    return {
      result: { incidentId: row.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action,
          facts: { incidentId: row.id, was: row.state },
          note: input.reason,
        },
      ],
    };
  });

export const confirmIncident = step("incident.confirm", "confirm", "incident.confirmed");
export const dismissIncident = step("incident.dismiss", "dismiss", "incident.dismissed");
export const closeIncident = step("incident.close", "close", "incident.closed");
export const reopenIncident = step("incident.reopen", "reopen", "incident.reopened");

const Attribute = z.object({
  ...existing,
  attribution: z.enum(keysOf(ATTRIBUTIONS), "Choose one."),
  organizationId: z.preprocess((v) => v || null, z.uuid().nullable()),
  reason: reasonField,
});

/** A member without ties says who a leak is put down to: a judgement of a person, and no sanction by itself (rule 13). */
export const attributeIncident = command("incident.attribute", Attribute, byMember, async (ctx, input) => {
  const { of, row } = await lockIncident(ctx, input.incidentId);
  if (!isOpenIncident(row.state)) throw refused("Open the incident again first.");
  const organizationId = input.attribution === "organization" ? input.organizationId : null;
  if (input.attribution === "organization") {
    const told = (await toldOrganizations(ctx, of.id)).some((t) => t.organizationId === organizationId);
    if (!organizationId || !told)
      throw invalidField("organizationId", "Choose an organization that was told of this case.");
  }
  for (const id of [row.organizationId, organizationId]) if (id) await requireUntied(ctx, of.projectId, id);
  await ctx.tx
    .update(incidents)
    .set({ attribution: input.attribution, organizationId })
    .where(eq(incidents.id, row.id));
  const facts = { incidentId: row.id, attribution: input.attribution, caseId: of.id };
  const event: AuditEvent = {
    stream: { type: "case", id: of.id },
    action: "incident.attributed",
    facts: { ...facts, organizationId },
    note: input.reason,
  };
  const toOrganization: AuditEvent[] = organizationId
    ? [{ stream: { type: "organization", id: organizationId }, action: "incident.attributed", facts }]
    : [];
  return { result: { incidentId: row.id }, audit: [event, ...toOrganization] };
});

/** Stops everything that would still leave for the case. */
export const stopSending = command(
  "incident.stop_sending",
  z.object(existing),
  byMember,
  async (ctx, input) => {
    const { of, row } = await lockIncident(ctx, input.incidentId);
    const stopped = await stopAll(ctx, of.id, LEAK);
    return {
      result: { incidentId: row.id, stopped: stopped.length },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "incident.stopped_sending",
          facts: { incidentId: row.id, notices: stopped.length },
        },
        ...stopped,
      ],
    };
  },
);

/** Tells everybody who was told of the case that the embargo may not hold: neutral, once for an incident. */
export const announceBroken = command(
  "incident.announce",
  z.object(existing),
  byMember,
  async (ctx, input) => {
    const { of, row } = await lockIncident(ctx, input.incidentId);
    if (!isEmbargoed(of.state)) throw refused(`The case is ${of.state}: there is no embargo to break.`);
    if (!isOpenIncident(row.state)) throw refused("This incident is not open.");
    if (row.announcedAt) throw refused("Everybody was told already.");
    const told = await announce(ctx, of.id, "broken");
    if (told.length === 0) throw refused("Nobody was told of this case.");
    await ctx.tx.update(incidents).set({ announcedAt: ctx.now }).where(eq(incidents.id, row.id));
    return {
      result: { incidentId: row.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "incident.announced",
          facts: { incidentId: row.id },
        },
        ...told,
      ],
    };
  },
);
