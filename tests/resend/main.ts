import { parseArgs } from "node:util";
import { startDouble } from "@/tests/resend/double";

// The double as a process of its own, for browser tests: prints where it listens, and ends on SIGTERM.
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    rate: { type: "string" },
    "webhook-url": { type: "string" },
    "webhook-secret": { type: "string" },
    auto: { type: "boolean", default: false },
  },
});
const url = values["webhook-url"];
const secret = values["webhook-secret"];
const double = await startDouble({
  port: Number(values.port),
  control: true,
  auto: values.auto,
  ...(values.rate ? { rate: Number(values.rate) } : {}),
  ...(url && secret ? { webhook: { url, secret } } : {}),
});
process.stdout.write(`${JSON.stringify({ url: double.url })}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void double.close());
