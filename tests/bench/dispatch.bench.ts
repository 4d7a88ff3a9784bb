import { disconnect } from "@/db/client";
import { approvedNotice, ended, prepare, startWorker, stateCounts } from "@/tests/bench/deployment";
import { option, report, run, wait } from "@/tests/bench/report";
import { startDouble } from "@/tests/resend/double";

// How long neutral messages take through two workers and an account's limit, beside recipients ÷ limit.

const count = option("count", 1000);
const rate = option("rate", 10);

async function main(): Promise<number> {
  await prepare();
  const double = await startDouble({ rate });
  const workers = [startWorker(double.url, rate), startWorker(double.url, rate)];
  try {
    const { noticeId, leaves } = await approvedNotice(Math.ceil(count / 2), 15);
    const patience = leaves + (count / rate) * 3000 + 60_000;
    while (double.accepted().length < count && Date.now() < patience) await wait(100);
    const accepted = double.accepted();
    const times = accepted.map((m) => m.at).sort((a, b) => a - b);
    const first = (times[0] ?? Number.NaN) - leaves;
    const last = (times.at(-1) ?? Number.NaN) - leaves;
    while (((await stateCounts(noticeId))["sent"] ?? 0) < accepted.length && Date.now() < patience)
      await wait(100);
    const states = await stateCounts(noticeId);
    const addresses = new Set(accepted.flatMap((m) => m.to));
    const refused = double.requests().filter((r) => r.status === 429).length;
    const broken = [
      ...(accepted.length === count ? [] : [`${accepted.length} of ${count} messages were accepted`]),
      ...(addresses.size === accepted.length ? [] : ["a recipient was sent more than one message"]),
      ...(states["sent"] === accepted.length ? [] : [`states: ${JSON.stringify(states)}`]),
    ];
    return report(
      "dispatch",
      [
        { name: "messages", value: accepted.length, unit: "messages", floor: count },
        { name: "instant to first accepted", value: first / 1000, unit: "s", floor: 0 },
        { name: "instant to last accepted", value: last / 1000, unit: "s", floor: count / rate },
        {
          name: "first to last, a second",
          value: (count - 1) / ((last - first) / 1000),
          unit: "messages",
          floor: rate,
        },
        { name: "refused for the rate", value: refused, unit: "requests", floor: 0 },
      ],
      broken,
    );
  } finally {
    for (const w of workers) w.kill("SIGTERM");
    await Promise.all(workers.map(ended));
    await double.close();
    await disconnect();
  }
}

run(main);
