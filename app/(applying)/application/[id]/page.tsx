import type { Metadata } from "next";
import { cache } from "react";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireApplicant } from "@/app/_lib/guard";
import { idOf, textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { Answers } from "@/app/(applying)/application/[id]/answers";
import { FillIn } from "@/app/(applying)/application/[id]/fill-in";
import { Outcome } from "@/app/(applying)/application/[id]/outcome";
import { Progress } from "@/app/(applying)/application/[id]/progress";
import { Questions } from "@/app/(applying)/application/[id]/questions";
import { takeBack } from "@/app/(applying)/application/actions";
import { DialogForm } from "@/components/dialog-form";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { ownApplication } from "@/data/applications/own";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ saved?: string | string[] }> };

const found = cache(async (id: string) => {
  const viewer = await requireApplicant();
  return { viewer, of: await orNotFound(ownApplication(viewer, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { of } = await found(await idOf(params));
  return { title: `Application to ${of.project.name}` };
}

export default async function Application({ params, searchParams }: Props) {
  const { viewer, of } = await found(await idOf(params));
  const saved = textOf((await searchParams).saved) === "yes";
  const zone = await readerZone();
  const writing = of.state === "draft" || of.state === "incomplete";
  const open = writing || of.state === "submitted" || of.state === "appealed";
  return (
    <Desk viewer={viewer}>
      <Page
        title={`${of.organization || "Application"}: ${of.group} of ${of.project.name}`}
        eyebrow={
          <>
            <TextLink href="/application">Your applications</TextLink> ·{" "}
            <TextLink href={`/projects/${of.project.slug}/apply`}>what the policy asks</TextLink>
          </>
        }
        actions={
          open ? (
            <DialogForm
              action={takeBack}
              submission={newSubmission()}
              trigger="Take it back"
              title="Take the application back?"
              description="It is not looked at any more, and stays on record. You may apply again."
              confirm="Take it back"
              pendingLabel="Taking back…"
              confirmVariant="danger"
            >
              <input type="hidden" name="applicationId" value={of.id} />
            </DialogForm>
          ) : undefined
        }
      >
        <Progress of={of} zone={zone} />
        <Outcome of={of} zone={zone} />
        {of.state === "draft" ? null : <Questions of={of} zone={zone} />}
        {writing ? <FillIn of={of} saved={saved} zone={zone} /> : <Answers of={of} />}
      </Page>
    </Desk>
  );
}
