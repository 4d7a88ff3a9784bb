/** One message to one address, as data: what is frozen before the first attempt, and what a transport hands over. */
export type OutgoingMail = {
  /** Also the key under which a transport recognises a retry. */
  id: string;
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  /** ISO 8601, UTC. */
  date: string;
};
