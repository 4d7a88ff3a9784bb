import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { AddAuthenticator } from "@/app/account/_authenticator";
import { AddPasskey } from "@/app/account/_passkey";
import { RecoveryCodes } from "@/app/account/_recovery";
import { removeApp, removePasskey, unlinkGitHub } from "@/app/account/actions";
import { linkGitHub } from "@/app/sign-in/github/actions";
import { ActionForm } from "@/components/action-form";
import { DialogForm } from "@/components/dialog-form";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { DataTable } from "@/components/ui/table";
import type { Factors as Held } from "@/data/sign-in/factors";

type Props = { factors: Held; github: boolean; now: Temporal.Instant; zone: string | undefined };

export function Factors({ factors, github, now, zone }: Props) {
  const { passkeys, authenticator, recoveryCodes } = factors;
  const any = passkeys.length > 0 || authenticator !== null;
  return (
    <>
      <Section
        id="factors"
        title="Passkeys"
        description="What you sign in and sign with: a fingerprint, a face, or a security key."
        actions={passkeys.length > 0 ? <AddPasskey to="/account" /> : null}
      >
        {passkeys.length === 0 ? (
          <AddPasskey to={any ? "/account" : "/account/recovery"} primary={!any} />
        ) : (
          <DataTable
            caption="Passkeys"
            empty="None."
            columns={[
              { key: "label", header: "Passkey" },
              { key: "kept", header: "Kept" },
              { key: "added", header: "Added" },
              { key: "used", header: "Last used" },
              { key: "act", header: "Act" },
            ]}
            rows={passkeys.map((p) => ({
              id: p.id,
              cells: {
                label: p.label,
                kept: p.synced ? "On several devices" : "On one device",
                added: <When at={p.addedAt} now={now} zone={zone} />,
                used: p.lastUsedAt ? <When at={p.lastUsedAt} now={now} zone={zone} /> : null,
                act: (
                  <DialogForm
                    align="start"
                    action={removePasskey}
                    trigger="Take off…"
                    variant="ghost"
                    title={`Take ${p.label} off?`}
                    description="It lets nobody in any more. You are told by mail."
                    confirm="Take it off"
                    confirmVariant="danger"
                    pendingLabel="Taking off…"
                  >
                    <input type="hidden" name="id" value={p.id} />
                  </DialogForm>
                ),
              },
            }))}
          />
        )}
      </Section>
      <Section
        title="Authenticator app"
        description={
          authenticator ? (
            <>
              Set up <When at={authenticator.addedAt} now={now} zone={zone} />. Setting up another one ends
              it.
            </>
          ) : (
            "Six digits from an app on your phone, where you have no passkey."
          )
        }
        actions={
          authenticator ? (
            <DialogForm
              action={removeApp}
              trigger="Take off…"
              variant="ghost"
              title="Take the authenticator app off?"
              description="Its codes let nobody in any more. You are told by mail."
              confirm="Take it off"
              confirmVariant="danger"
              pendingLabel="Taking off…"
            >
              {null}
            </DialogForm>
          ) : null
        }
      >
        <AddAuthenticator to={any ? "/account" : "/account/recovery"} />
      </Section>
      {any ? (
        <Section
          title="Recovery codes"
          description={
            recoveryCodes > 0
              ? `${count(recoveryCodes, "code")} left. New ones void them.`
              : "You have none: without your passkey or app you would be locked out."
          }
        >
          <RecoveryCodes />
        </Section>
      ) : null}
      {github ? (
        <Section
          title="GitHub"
          description={
            factors.github
              ? `${factors.github} signs you in, instead of a link by mail. Your second factor stays.`
              : "Sign in with your GitHub account instead of a link by mail. Your second factor stays."
          }
        >
          {factors.github ? (
            <ActionForm action={unlinkGitHub}>
              <div>
                <SubmitButton variant="secondary" pendingLabel="Taking off…">
                  Take the account off
                </SubmitButton>
              </div>
            </ActionForm>
          ) : (
            <ActionForm action={linkGitHub}>
              <div>
                <SubmitButton variant="secondary" pendingLabel="Going to GitHub…">
                  Link your GitHub account
                </SubmitButton>
              </div>
            </ActionForm>
          )}
        </Section>
      ) : null}
    </>
  );
}
