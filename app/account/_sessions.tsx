import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { endOne, endOthers } from "@/app/account/actions";
import { ActionForm } from "@/components/action-form";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { DataTable } from "@/components/ui/table";
import type { listSessions } from "@/data/sign-in/sessions";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "@/domain/sign-in/limits";

type Props = {
  sessions: Awaited<ReturnType<typeof listSessions>>;
  now: Temporal.Instant;
  zone: string | undefined;
};

/** Where one is signed in. */
export function Sessions({ sessions, now, zone }: Props) {
  return (
    <Section
      title="Where you are signed in"
      description={`A session ends by itself after ${IDLE_MINUTES} minutes without use, and after ${ABSOLUTE_HOURS} hours in any case.`}
      actions={
        sessions.length > 1 ? (
          <ActionForm action={endOthers}>
            <SubmitButton variant="danger" size="sm" pendingLabel="Ending…">
              End all others
            </SubmitButton>
          </ActionForm>
        ) : null
      }
    >
      <DataTable
        caption="Sessions"
        empty="None."
        columns={[
          { key: "device", header: "Device" },
          { key: "used", header: "Last used" },
          { key: "began", header: "Signed in" },
          { key: "act", header: "Act" },
        ]}
        rows={sessions.map((s) => ({
          id: s.id,
          cells: {
            device: (
              <>
                {s.device || "Unknown"} {s.current ? <span className="text-ink-3">this one</span> : null}
              </>
            ),
            used: <When at={s.lastUsedAt} now={now} zone={zone} />,
            began: <When at={s.startedAt} now={now} zone={zone} />,
            act: s.current ? null : (
              <ActionForm action={endOne} hidden={{ id: s.id }}>
                <SubmitButton variant="ghost" size="sm" pendingLabel="Ending…">
                  End
                </SubmitButton>
              </ActionForm>
            ),
          },
        }))}
      />
    </Section>
  );
}
