import type { Handover } from "@/data/deliveries/sending";
import type { OutgoingMail } from "@/lib/mail";

/** The port that every message leaves through: one message, one address, one answer within 10 seconds. */
export type Transport = {
  name: string;
  hand(mail: OutgoingMail): Promise<Handover>;
};
