// What the double of the mail provider is told, and what it shows.

export type WebhookTarget = {
  url: string;
  secret: string;
  /** More secrets to sign with, as during a rotation. */
  secrets?: readonly string[];
};

export type DoubleOptions = {
  port?: number;
  /** The provider's clock, in milliseconds: keys expire, limits refill and messages are signed by it. */
  now?: () => number;
  /** Requests that any second may hold; 10 where none is given (the provider's documentation, "Rate limit"). */
  rate?: number;
  /** Messages a day and a month, by the UTC calendar; unlimited where none is given. */
  dailyQuota?: number;
  monthlyQuota?: number;
  /** Where none are given, every key that begins with `re_` is a full one. */
  keys?: { full?: readonly string[]; sendingOnly?: readonly string[] };
  domains?: {
    /** Domains that may be sent from; any, where none are given. */
    verified?: readonly string[];
    /** The provider's domain for trying out, which reaches its owner alone. */
    testing?: string;
    owner?: string;
  };
  webhook?: WebhookTarget;
  /** Sends webhooks by itself to what was addressed to `delivered@`, `bounced@`, … of `mailboxes`. */
  auto?: boolean;
  mailboxes?: string;
  /** Offers `/_double/*`, for a test in another process. */
  control?: boolean;
};

/** The fields of a message that the double understands; all others are kept, and count in the fingerprint. */
export type MailBody = {
  from: string;
  to: string | string[];
  subject: string;
  html?: string;
  text?: string;
  cc?: string | string[];
  bcc?: string | string[];
  reply_to?: string | string[];
  headers?: Record<string, string>;
  tags?: { name: string; value: string }[];
  attachments?: unknown[];
  scheduled_at?: string;
};

export type AcceptedMail = {
  id: string;
  idempotencyKey: string | null;
  to: readonly string[];
  body: MailBody;
  /** By the double's clock, in milliseconds. */
  at: number;
  /** 1 for the first message ever accepted, since the last reset. */
  order: number;
};

export type RawRequest = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** The bytes of the body, as text. */
  body: string;
  at: number;
  /** The answer's status; null while there is none, and for good where the connection was dropped. */
  status: number | null;
};

/** Which requests: sends unless a path is named; to one address, or under one key, where these are named. */
export type Matcher = { to?: string; key?: string; path?: string };

export type FaultKind =
  | "500-before-accept"
  | "500-after-accept"
  | "drop-before-accept"
  | "drop-after-accept"
  | "slow"
  | "broken-json"
  | "429"
  | "503"
  | "quota-daily"
  | "quota-monthly"
  | "401"
  | "403"
  | "answer";

export type Fault = Matcher & {
  kind: FaultKind;
  /** How many requests it hits; 1 where none is given. */
  count?: number;
  /** Of "429", "503" and the quotas: seconds or an HTTP date. */
  retryAfter?: number | string;
  /** Of "slow": how long the answer is kept back after the message was accepted. */
  ms?: number;
  /** Of "answer": any answer, before the message is accepted; a string is sent as it is. */
  status?: number;
  body?: unknown;
};

export type EventType =
  | "sent"
  | "scheduled"
  | "delivered"
  | "delivery_delayed"
  | "bounced"
  | "complained"
  | "opened"
  | "clicked"
  | "failed"
  | "suppressed";

export type EventExtra = {
  /** Merged into the event's `data`, such as `bounce`. */
  data?: Record<string, unknown>;
  /** The event's own time in milliseconds, for events out of order. */
  createdAt?: number;
  /** The `svix-id`; the same one again is a duplicate. */
  id?: string;
  /** Sends the same webhook twice; the status is that of the second. */
  duplicate?: boolean;
  /** When it was signed, in milliseconds. */
  signedAt?: number;
  /** Changes the body after it was signed. */
  tampered?: boolean;
  /** Signs with these alone; two for a rotation. */
  secrets?: readonly string[];
  /** Leaves the three headers out. */
  unsigned?: boolean;
};

export type SentWebhook = {
  id: string;
  type: string;
  emailId: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** What the receiver answered; 0 where it could not be reached. */
  status: number;
};

/** Requests that a test stopped between the check of their key and their acceptance. */
export type Hold = {
  /** Settles once the first request waits here. */
  arrived: Promise<void>;
  waiting(): number;
  /** Lets all go on, and stops no further one. */
  release(): void;
};

export type Double = {
  url: string;
  accepted(): AcceptedMail[];
  requests(): RawRequest[];
  webhooks(): SentWebhook[];
  /** Queues a fault for the next requests that match. */
  fault(fault: Fault): void;
  hold(matcher?: Matcher): Hold;
  /** Sends one signed webhook now. @returns the receiver's status, 0 where it could not be reached */
  emit(emailId: string, type: EventType, extra?: EventExtra): Promise<number>;
  /** The addresses that a mail scanner would fetch, each once, in their order. */
  links(mailId: string): string[];
  /** Puts an address on the account's list of those that get nothing. */
  suppress(address: string): void;
  setWebhook(target: WebhookTarget | null, auto?: boolean): void;
  /** Settles once every webhook that the double sent by itself was answered. */
  settled(): Promise<void>;
  /** Forgets everything but its options, and lets go of what is held. */
  reset(): void;
  close(): Promise<void>;
};
