/** What a transport made of one message. */
export type Handover =
  | { outcome: "accepted"; providerId: string }
  /** Not taken, or nobody knows: the same bytes may go under the same key once more. Seconds where the transport names them. */
  | { outcome: "retry"; because: string; afterSeconds?: number }
  /** This message will never be taken. */
  | { outcome: "refused"; because: string }
  /** It may have been taken, and nobody can know: a person decides (rule 5). */
  | { outcome: "lost"; because: string }
  /** The account itself is refused: the whole queue stops, and this message waits. */
  | { outcome: "halt"; because: string; code: "credentials" | "quota"; afterSeconds?: number };
