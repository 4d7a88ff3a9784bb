import { eq } from "drizzle-orm";
import { z } from "zod";
import { append } from "@/data/audit";
import { DestroyedError } from "@/data/keys/keyring";
import { type Ctx, type Options, transact } from "@/data/transaction";
import { submissions } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Decision } from "@/domain/decision";
import { isFresh } from "@/domain/sign-in/factor";
import { asksAgain, type CommandName } from "@/domain/sign-in/step-up";
import { inUtc } from "@/domain/time";
import type { Viewer } from "@/domain/viewer";
import { AppError, refused, stepUp } from "@/lib/errors";

type Outcome<R> = { result: R; audit: readonly [AuditEvent, ...AuditEvent[]] };
type CommandOptions = Options & {
  /** The form's own id: a second submit of the same form gets the first answer and changes nothing. */
  submission?: string | undefined;
};
/** Ids, references and counts only: an answer is kept for a form that is submitted twice. */
type Result = Record<string, string | number | boolean | null>;

/**
 * The one way to write: parse, open the transaction, let `run` authorize, lock, ask the domain and write, then append
 * the audit entries. `run` can't return without them, and without them nothing is committed (rule 12).
 * @throws AppError for everything that the caller can correct
 */
export function command<S extends z.ZodType, R extends Result, V extends Viewer>(
  name: CommandName,
  schema: S,
  may: (viewer: Viewer) => viewer is V,
  run: (ctx: Ctx<V>, input: z.output<S>) => Promise<Outcome<R>>,
) {
  return async (viewer: Viewer, raw: unknown, options: CommandOptions = {}): Promise<R> => {
    // An answer that names the missing right would confirm that the thing exists.
    if (!may(viewer)) throw new AppError("not_found", "Not found.");
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw invalid(parsed.error);
    return refusingDestroyed(
      transact(
        viewer,
        "write",
        async (ctx) => {
          const userId = personOf(viewer);
          if (asksAgain(name) && isPerson(viewer) && !isFresh(viewer.provedAt, ctx.realNow)) throw stepUp();
          if (options.submission) {
            const earlier = await firstAnswer(ctx, options.submission, userId, name);
            if (earlier) return earlier as R;
          }
          const { result, audit } = await run(ctx, parsed.data);
          await append(ctx, audit);
          if (options.submission) {
            refuseToKeep(result);
            await ctx.tx.update(submissions).set({ result }).where(eq(submissions.id, options.submission));
          }
          return result;
        },
        options,
      ),
    );
  };
}

/** Nothing is written to what was destroyed: its key is gone, and no other takes its place. */
async function refusingDestroyed<R>(work: Promise<R>): Promise<R> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DestroyedError)
      throw refused(`Its text was destroyed on ${inUtc(error.at)}: nothing more is written to it.`);
    throw error;
  }
}

/** A file that was exported is an answer too, and must not stay behind in the table of forms. */
function refuseToKeep(result: Result): void {
  if (Object.values(result).some((value) => typeof value === "string" && value.length > 200))
    throw new Error("an answer that is kept holds ids, references and counts alone");
}

const isPerson = (viewer: Viewer): viewer is Extract<Viewer, { userId: string }> => "userId" in viewer;
const personOf = (viewer: Viewer): string | null => (isPerson(viewer) ? viewer.userId : null);

/** Inserting first makes a second submit wait for the first to end, instead of running beside it. */
async function firstAnswer(
  ctx: Ctx,
  id: string,
  userId: string | null,
  name: string,
): Promise<Result | null> {
  if (!z.uuid().safeParse(id).success)
    throw new AppError("invalid", "This form is damaged. Load the page again; nothing was saved.");
  const [fresh] = await ctx.tx
    .insert(submissions)
    .values({ id, userId, command: name, at: ctx.realNow })
    .onConflictDoNothing()
    .returning({ id: submissions.id });
  if (fresh) return null;
  const [row] = await ctx.tx.select().from(submissions).where(eq(submissions.id, id));
  if (row?.userId !== userId || row.command !== name || row.result === null)
    throw new AppError("invalid", "This form was already used. Load the page again; nothing was saved.");
  return row.result as Result;
}

function invalid(error: z.ZodError): AppError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  return new AppError("invalid", fields["form"] ?? "Nothing was saved. Correct what is marked.", fields);
}

/** The next state of a decision, or the refusal as an answer to the person. */
export function demand<T>(decision: Decision<T>, field?: string): T {
  if (decision.ok) return decision.next;
  throw field
    ? new AppError("invalid", "Nothing was saved. Correct what is marked.", { [field]: decision.because })
    : refused(decision.because);
}

export const byMember = (v: Viewer): v is Extract<Viewer, { kind: "member" }> => v.kind === "member";
/** What an admin alone may do; to every other member it does not exist. */
export const byAdmin = (v: Viewer): v is Extract<Viewer, { kind: "member" }> => byMember(v) && v.admin;
/** A team's admin, for its own people; the operator on the terminal, for everybody. */
export const byAdminOrOperator = (v: Viewer): v is Extract<Viewer, { kind: "member" | "system" }> =>
  byAdmin(v) || (v.kind === "system" && v.process === "cli");
export const byContact = (v: Viewer): v is Extract<Viewer, { kind: "contact" }> => v.kind === "contact";
export const bySystem = (v: Viewer): v is Extract<Viewer, { kind: "system" }> => v.kind === "system";
export const byMemberOrSystem = (v: Viewer): v is Extract<Viewer, { kind: "member" | "system" }> =>
  v.kind === "member" || v.kind === "system";
