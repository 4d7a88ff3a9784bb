import { type ApplicationRow, applicationPlace } from "@/data/applications/places";
import { groupOf } from "@/data/applications/visibility";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import type { Answers } from "@/domain/application/field";
import { ABOUT, applicationForm, keptAnswers, wrongAnswers } from "@/domain/application/form";
import { AppError } from "@/lib/errors";

type Columns = Pick<ApplicationRow, (typeof ABOUT)[number]>;

/** What was filled in, with what stands in columns of its own. */
export async function answersOf(ctx: Ctx, row: ApplicationRow): Promise<Answers> {
  const sealed = JSON.parse(await ctx.open(applicationPlace(row.id, "answers"), row.answers)) as Answers;
  const own = ABOUT.flatMap((name) => (row[name] ? [[name, row[name]] as const] : []));
  return { ...sealed, ...Object.fromEntries(own) };
}

/** The policy that an application goes by, and the form that was made from it. */
export async function formOfApplication(ctx: Ctx, row: Pick<ApplicationRow, "policyId" | "groupId">) {
  const policy = await governing(ctx, row);
  const group = await groupOf(ctx, row.groupId);
  return { policy, group, form: applicationForm(policy, group.name) };
}

/**
 * What the database keeps of the answers that were sent, sealed for their row.
 * @throws AppError naming what is too long, or not of its field's form
 */
export async function storedAnswers(
  ctx: Ctx,
  id: string,
  form: ReturnType<typeof applicationForm>,
  sent: Readonly<Record<string, unknown>>,
): Promise<{ answers: Answers; columns: Columns & Pick<ApplicationRow, "answers"> }> {
  const answers = keptAnswers(form, sent);
  const wrong = wrongAnswers(form, answers);
  if (Object.keys(wrong).length > 0)
    throw new AppError("invalid", "Nothing was saved. Correct what is marked.", wrong);
  const rest = Object.fromEntries(
    Object.entries(answers).filter(([name]) => !(ABOUT as readonly string[]).includes(name)),
  );
  return {
    answers,
    columns: {
      name: answers["name"] ?? null,
      organizationName: answers["organizationName"] ?? "",
      legalEntity: answers["legalEntity"] ?? null,
      website: answers["website"] ?? null,
      answers: await ctx.seal(applicationPlace(id, "answers"), JSON.stringify(rest)),
    },
  };
}
