import type { Env } from "@/lib/env";
import { localTransport } from "@/worker/transports/local";
import { noTransport } from "@/worker/transports/none";
import { resendTransport } from "@/worker/transports/resend";
import type { Transport } from "@/worker/transports/transport";

/** The way that messages leave by. The demo's mail stays on this machine, whatever else is configured. */
export function configuredTransport({ demo, mail }: Pick<Env, "demo" | "mail">): Transport {
  if (demo) return localTransport(demo.mailbox);
  return mail.resend ? resendTransport(mail.resend) : noTransport;
}
