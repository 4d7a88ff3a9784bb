import { randomUUID } from "node:crypto";
import { saveApplication, submitApplication } from "@/data/applications/apply";
import { askAddress, confirmAddress } from "@/data/applications/ask";
import { vote } from "@/data/applications/decide";
import { ownApplication } from "@/data/applications/own";
import { sendLaneMail } from "@/data/sign-in/lane";
import { systemViewer } from "@/data/viewer";
import type { Applicant, Member } from "@/domain/viewer";
import type { OutgoingMail } from "@/lib/mail";
import { asOwner } from "@/tests/sql";
import { at, mint, type World, worker } from "@/tests/world";

export const web = systemViewer("web");

/** Hands over what waits for an address, as a mailbox gets it, the oldest first. */
export async function mailsTo(address: string): Promise<OutgoingMail[]> {
  const waiting = await asOwner(
    (sql) =>
      sql<{ id: string }[]>`select id from sign_in_mails where address = ${address} and payload is not null
        order by expires_at, id`,
  );
  const got: OutgoingMail[] = [];
  for (const { id } of waiting)
    await sendLaneMail(worker, id, async (mail) => {
      got.push(mail);
      return { outcome: "accepted", providerId: mail.id };
    });
  return got;
}

export const tokenIn = (mail: OutgoingMail | undefined): string =>
  /token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";

export const newAddress = (): string => `pia@${randomUUID().slice(0, 8)}.example`;

export type Applied = { id: string; email: string; applicant: Applicant };

/** Somebody who asked, followed the link, and has a draft. */
export async function begun(w: World, hours: number, email = newAddress()): Promise<Applied> {
  await askAddress(web, { groupId: w.groupId, address: email }, at(hours));
  const token = tokenIn((await mailsTo(email)).at(-1));
  const { applicationId, userId } = await confirmAddress(web, { token, name: "Pia Osprey" }, at(hours));
  return { id: applicationId, email, applicant: (await mint(userId, { role: "applicant" })) as Applicant };
}

/** Everything that vLLM's policy asks, from an organization of the applicant's own domain. */
export const filledIn = (a: Applied, more: Record<string, string> = {}): Record<string, string> => {
  const domain = a.email.split("@")[1] ?? "";
  return {
    name: "Pia Osprey",
    organizationName: `Osprey ${domain.split(".")[0]}`,
    website: `https://www.${domain}`,
    "criterion-ships": "Our image has shipped it since version 0.4.",
    "criterion-deployment": "It runs on 400 of our machines.",
    "contact-role": `security@${domain}`,
    ...more,
  };
};

export async function submitAs(
  a: Applied,
  hours: number,
  more: Record<string, string> = {},
): Promise<string> {
  const { revision } = await ownApplication(a.applicant, a.id);
  const { state } = await submitApplication(
    a.applicant,
    { applicationId: a.id, revision, answers: filledIn(a, more) },
    at(hours),
  );
  return state;
}

export async function saveAs(a: Applied, hours: number, answers: Record<string, string>): Promise<void> {
  const { revision } = await ownApplication(a.applicant, a.id);
  await saveApplication(a.applicant, { applicationId: a.id, revision, answers }, at(hours));
}

/** One that waits for review. */
export async function submitted(
  w: World,
  hours: number,
  more: Record<string, string> = {},
): Promise<Applied> {
  const a = await begun(w, hours);
  await submitAs(a, hours, more);
  return a;
}

export const votes = async (
  id: string,
  hours: number,
  how: "accept" | "decline",
  ...by: Member[]
): Promise<void> => {
  for (const m of by) await vote(m, { applicationId: id, vote: how, reason: `We ${how} it` }, at(hours));
};

export const stateOf = async (id: string): Promise<string> => {
  const [row] = await asOwner(
    (sql) => sql<{ state: string }[]>`select state from applications where id = ${id}`,
  );
  return row?.state ?? "";
};
