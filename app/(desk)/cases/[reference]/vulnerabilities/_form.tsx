import { ActionForm, type FormAction } from "@/components/action-form";
import { FormArea, FormText } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { Ref } from "@/components/ui/ref";
import { SubmitButton } from "@/components/ui/submit-button";
import type { TypedVulnerability } from "@/formats/vulnerability";
import { Passed } from "./_passed";

type Props = {
  action: FormAction;
  submission: string;
  hidden: Record<string, string | number> & { revision: number };
  saved?: TypedVulnerability | undefined;
  /** Whether the policy decides severities, which a score then proposes. */
  scale: boolean;
  save: string;
  cancelHref: string;
};

/** A vulnerability as text: what security people paste from one tool into the other, a line or a word each. */
export function VulnerabilityForm({ action, submission, hidden, saved, scale, save, cancelHref }: Props) {
  return (
    <ActionForm action={action} submission={submission} hidden={hidden} className="max-w-[46rem] gap-5">
      <Passed revision={hidden.revision} href={cancelHref} />
      <FormText
        name="summary"
        label="Summary"
        defaultValue={saved?.summary}
        maxLength={500}
        required
        hint="What is wrong, in a line."
      />
      <FormText
        name="identifiers"
        label="Identifiers"
        defaultValue={saved?.identifiers}
        mono
        hint="Separated by spaces, the main one first. None yet is fine."
        placeholder="CVE-2027-12345 GHSA-abcd-efgh-jkmn"
      />
      <FormArea
        name="affected"
        label="Affected versions"
        defaultValue={saved?.affected}
        rows={rowsOf(saved?.affected, 3)}
        mono
        placeholder={"PyPI/vllm >=0.6.5 <0.8.5\nPyPI/vllm >=0.9.0 <=0.9.2"}
        hint={
          <>
            One range to a line: the package as ecosystem/name, <Ref>&gt;=</Ref> where it begins,{" "}
            <Ref>&lt;</Ref> where it is fixed or <Ref>&lt;=</Ref> the last affected version. <Ref>*</Ref> is
            every version, <Ref>=1.2.3</Ref> one.
          </>
        }
      />
      <FormArea
        name="cvss"
        label="CVSS vectors"
        defaultValue={saved?.cvss}
        rows={rowsOf(saved?.cvss, 2)}
        mono
        placeholder="CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"
        hint={`One to a line, of CVSS 3.0, 3.1 or 4.0. The score is computed from it${scale ? ", and the newest version proposes the severity" : ""}.`}
      />
      <FormText
        name="cwes"
        label="Weaknesses"
        defaultValue={saved?.cwes}
        mono
        placeholder="CWE-502 CWE-20"
        hint="Separated by spaces."
      />
      <FormArea
        name="details"
        label="Details"
        defaultValue={saved?.details}
        rows={rowsOf(saved?.details, 8)}
        hint="Markdown, for the team. What vendors and the public read is the advisory."
      />
      <FormArea
        name="references"
        label="References"
        defaultValue={saved?.references}
        rows={rowsOf(saved?.references, 3)}
        mono
        placeholder={"FIX https://git.example/commit/1f2e3d\nhttps://blog.example/analysis"}
        hint="One https address to a line. FIX, ADVISORY or REPORT before it says what it is."
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{save}</SubmitButton>
        <LinkButton href={cancelHref} variant="ghost">
          Cancel
        </LinkButton>
      </div>
    </ActionForm>
  );
}

/** As tall as what is in it, within reason. */
const rowsOf = (text: string | undefined, least: number) =>
  Math.max(least, Math.min(16, (text ?? "").split("\n").length + 1));
