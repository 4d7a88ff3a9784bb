import { newSubmission } from "@/app/_lib/form";
import { count } from "@/app/_lib/words";
import { add, end } from "@/app/(desk)/team/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormSelect } from "@/components/form-fields";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { getTeam } from "@/data/teams/queries";

type Team = Awaited<ReturnType<typeof getTeam>>;
type Project = Team["projects"][number];

/** Who works on which project. An admin adds and ends; everybody sees who it is. */
export function Projects({ of, admin }: { of: Team; admin: boolean }) {
  return (
    <Section
      title="Who works on what"
      description={
        admin
          ? "Whoever works on a project sees its cases, whole. A change holds from their next request on."
          : "Whoever works on a project sees its cases, whole. An admin adds and ends."
      }
    >
      {of.projects.length === 0 ? (
        <EmptyState title="No project yet">
          Whoever operates this portal adds one: npm run curfew -- project add vllm
        </EmptyState>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {of.projects.map((p) => (
            <section
              key={`${p.id}${p.members.length}`}
              aria-label={p.name}
              className="min-w-0 content-start self-start overflow-hidden rounded-lg border bg-surface"
            >
              <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-b bg-sunken px-4 py-2">
                <h3 className="font-medium">
                  {p.name} <span className="font-normal text-ink-3">{count(p.members.length, "member")}</span>
                </h3>
                {admin ? <Add team={of} project={p} /> : null}
              </div>
              <ul>
                {p.members.map((m) => (
                  <li
                    key={m.userId}
                    className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 px-4 py-1.5 not-first:border-t"
                  >
                    <span className="min-w-0">
                      {m.name} {m.admin ? <span className="text-ink-3">admin</span> : null}
                    </span>
                    {admin && p.members.length > 1 ? <End project={p} member={m} /> : null}
                  </li>
                ))}
              </ul>
              <p className="border-t px-4 py-2 text-sm text-ink-2">
                {p.vendorFactor
                  ? FACTORS[p.vendorFactor]
                  : "Its policy asks vendors’ contacts for no second factor."}{" "}
                <TextLink href={`/policy?project=${p.slug}`}>Policy</TextLink>
              </p>
              {p.members.length === 1 ? (
                <p className="border-t px-4 py-2 text-sm text-ink-2">
                  Alone, nobody approves a notice and nobody confirms a publication: each needs a second
                  member.
                </p>
              ) : null}
            </section>
          ))}
        </div>
      )}
    </Section>
  );
}

function Add({ team, project }: { team: Team; project: Project }) {
  const others = team.members.filter((m) => !project.members.some((o) => o.userId === m.userId));
  if (others.length === 0) return null;
  return (
    <DialogForm
      action={add}
      submission={newSubmission()}
      trigger="Add a member…"
      title={`Add a member to ${project.name}`}
      description={`They see every case of ${project.name}, with all that happened in it before.`}
      confirm="Add to the project"
      pendingLabel="Adding…"
    >
      <input type="hidden" name="projectId" value={project.id} />
      <FormSelect
        name="userId"
        label="Member of the team"
        defaultValue={others[0]?.userId}
        options={others.map((m) => ({ value: m.userId, label: m.name }))}
        required
      />
    </DialogForm>
  );
}

const FACTORS = {
  required: "Its policy has vendors’ contacts prove a second factor.",
  recommended: "Its policy recommends a second factor to vendors’ contacts.",
};

function End({ project, member }: { project: Project; member: Project["members"][number] }) {
  return (
    <DialogForm
      action={end}
      submission={newSubmission()}
      trigger="End…"
      variant="ghost"
      title={`${member.name} no longer works on ${project.name}`}
      description={`From their next request on they see none of its cases. What they did stays on record, and they can be added again.`}
      confirm="End it"
      confirmVariant="danger"
      pendingLabel="Ending…"
    >
      <input type="hidden" name="projectId" value={project.id} />
      <input type="hidden" name="userId" value={member.userId} />
    </DialogForm>
  );
}
