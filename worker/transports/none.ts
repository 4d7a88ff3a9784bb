import type { Transport } from "@/worker/transports/transport";

/** Without a transport nothing is lost: messages wait, visibly, until one is configured. */
export const noTransport: Transport = {
  name: "none",
  retrySafe: true,
  hand: () => Promise.resolve({ outcome: "retry", because: "No mail transport is configured" }),
};
