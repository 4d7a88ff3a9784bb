import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { Part } from "@/app/(desk)/applications/[id]/load";
import { voucher } from "@/app/(desk)/applications/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormText } from "@/components/form-fields";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { VOUCHING } from "@/domain/policy/vocabulary";

/** Who was asked to speak for the applicant, and what they said. */
export function Vouchers({ of, review, zone }: Part) {
  const { vouching, vouchers } = review;
  const open = review.underReview || of.state === "incomplete";
  const yes = vouchers.filter((v) => v.vouches === "yes").length;
  return (
    <Section
      id="vouchers"
      title="Who speaks for it"
      description={
        vouching
          ? `The policy: ${VOUCHING[vouching.need]}, by ${vouching.by}${vouching.count ? `, ${vouching.count} of them` : ""}${vouching.independent ? ", independent of the applicant" : ""}. ${yes} said yes.`
          : "The policy asks for nobody. The team may ask all the same."
      }
      actions={
        open ? (
          <DialogForm
            action={voucher}
            submission={newSubmission()}
            trigger="Ask somebody to vouch"
            title="Ask somebody to vouch"
            description="They get a link with which they answer yes or no, within 30 days. They learn who applies, and for which group."
            confirm="Send the link"
          >
            <input type="hidden" name="applicationId" value={of.id} />
            <FormText label="Name" name="name" required maxLength={120} />
            <FormText label="Address" name="email" type="email" required maxLength={254} />
            <FormText label="For which organization" name="organization" required={false} maxLength={120} />
          </DialogForm>
        ) : undefined
      }
    >
      {vouchers.length === 0 ? <p className="text-ink-2">Nobody was asked.</p> : null}
      <ul className="grid gap-3">
        {vouchers.map((v) => (
          <li key={v.id} className="grid max-w-[70ch] gap-1 border-t pt-3">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{v.name}</span>
              {v.organization ? <span className="text-ink-2">{v.organization}</span> : null}
              <span className="break-all text-ink-3">{v.email}</span>
              <Badge tone={v.vouches === "no" ? "danger" : v.vouches ? "quiet" : "attention"}>
                {v.vouches === "yes"
                  ? "Vouches"
                  : v.vouches === "no"
                    ? "Does not vouch"
                    : v.ranOut
                      ? "Did not answer in time"
                      : "No answer yet"}
              </Badge>
            </p>
            {v.text ? <p className="break-words whitespace-pre-line">{v.text}</p> : null}
            <p className="text-sm text-ink-3">
              Asked by {v.askedBy}, <When at={v.askedAt} now={of.now} zone={zone} short />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
