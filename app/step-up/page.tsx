import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { textOf } from "@/app/_lib/params";
import { returnTo } from "@/app/_lib/return-to";
import { Public } from "@/app/_lib/shell";
import { proveByCode } from "@/app/step-up/actions";
import { ConfirmPage } from "@/components/confirm-page";
import { Page } from "@/components/ui/page";
import { currentSession } from "@/data/auth";
import { confirmWays } from "@/data/confirming";
import { FRESH_MINUTES } from "@/domain/sign-in/factor";

export const metadata: Metadata = { title: "Confirm that it is you" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A fresh factor, asked for before something is signed or exported. */
export default async function StepUp({ searchParams }: Props) {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  if (session.missing === "factor") redirect("/sign-in/factor");
  const to = returnTo(textOf((await searchParams)["to"], 500));
  return (
    <Public>
      <Page
        width="reading"
        title="Confirm that it is you"
        lead={`Signing, sending, exporting, and changing people or keys asks for a factor of the last ${FRESH_MINUTES} minutes. Afterwards you are back where you were, and send it again.`}
      >
        <ConfirmPage ways={await confirmWays()} byCode={proveByCode} to={to} />
      </Page>
    </Public>
  );
}
