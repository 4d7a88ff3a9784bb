import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { textOf } from "@/app/_lib/params";
import { Public } from "@/app/_lib/shell";
import { answer } from "@/app/vouch/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormRadios } from "@/components/form-fields";
import { Facts } from "@/components/ui/definition-list";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { voucherQuestion } from "@/data/applications/vouchers";
import { systemViewer } from "@/data/viewer";
import { sentence } from "@/domain/policy/words";

export const metadata: Metadata = { title: "Speak for an applicant", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening this page answers nothing: mail scanners open links too. The button does. */
export default async function Vouch({ searchParams }: Props) {
  const query = await searchParams;
  if (textOf(query["done"]) === "yes")
    return (
      <Public>
        <Page
          width="reading"
          title="Thank you, your answer is with the team"
          lead="The applicant does not see it. You can close this page."
        >
          {null}
        </Page>
      </Public>
    );
  const token = textOf(query["token"], 200);
  const question = token ? await voucherQuestion(systemViewer("web"), token) : null;
  if (!question) return <Gone />;
  const { name, applicant, website, group, project, asks } = question;
  return (
    <Public>
      <Page
        width="reading"
        title={`Do you speak for ${applicant}?`}
        lead={`${applicant} applies for a place in ${group} of ${project}. The vulnerability management team asks you, ${name}, whether you vouch for it. The applicant does not see your answer.`}
      >
        <Facts
          items={[
            { label: "Applicant", value: applicant },
            {
              label: "Its website",
              value: website ? <span className="break-all">{website}</span> : "Not given",
            },
            {
              label: "The policy asks",
              value: asks
                ? sentence(
                    `${asks.by}${asks.count ? `, ${asks.count} of them` : ""}${asks.independent ? ", independent of the applicant" : ""}`,
                  )
                : "For nobody in particular: the team asks you by itself.",
            },
          ]}
        />
        <ActionForm action={answer} submission={newSubmission()} hidden={{ token }} className="max-w-[40rem]">
          <FormRadios
            legend="Your answer"
            name="vouches"
            required
            options={[
              { value: "yes", label: "Yes, I vouch for it" },
              { value: "no", label: "No, I do not" },
            ]}
          />
          <FormArea
            label="In your words"
            name="text"
            rows={5}
            required={false}
            maxLength={5000}
            hint="How you know the applicant, and whether it keeps what it is told."
          />
          <div>
            <SubmitButton pendingLabel="Sending…">Send the answer</SubmitButton>
          </div>
        </ActionForm>
        <p className="border-t pt-4 text-ink-2">
          You are not the one who was asked? Close this page: without the button nothing happens.
        </p>
      </Page>
    </Public>
  );
}

function Gone() {
  return (
    <Public>
      <Page
        width="reading"
        title="This link is of no use any more"
        lead="It was answered already, is too old, or the application is over. Nothing was changed just now."
      >
        {null}
      </Page>
    </Public>
  );
}
