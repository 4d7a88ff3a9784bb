import type { Handover } from "@/data/deliveries/handover";
import type { Account } from "@/data/deliveries/queue";
import type { OutgoingMail } from "@/lib/mail";

/** The port that every message leaves through: one message, one address, one answer. */
export type Transport = {
  name: string;
  /** The same message handed over twice arrives once: an answer that was lost may be asked for again (rule 5). */
  retrySafe: boolean;
  /** Set where messages go through an account: what all workers together may ask of it, and that it forgets our keys. */
  account?: Account;
  hand(mail: OutgoingMail): Promise<Handover>;
};

/** A membership is locked while a message is handed over, so a transport gets this long and no longer. */
const PATIENCE_MS = 10_000;

/** What to make of a transport that failed or kept silent: nobody knows whether it took the message. */
export async function handOver(
  transport: Transport,
  mail: OutgoingMail,
  patienceMs = PATIENCE_MS,
): Promise<Handover> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Handover>((done) => {
    timer = setTimeout(() => done(noAnswer(transport, "did not answer in time")), patienceMs);
  });
  try {
    return await Promise.race([transport.hand(mail), silence]);
  } catch {
    return noAnswer(transport, "failed while it was handed the message");
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = ({ name, retrySafe }: Transport, what: string): Handover => ({
  outcome: retrySafe ? "retry" : "lost",
  because: `The transport (${name}) ${what}`,
});
