import { disconnect } from "@/db/client";
import { approvedNotice, ended, prepare, startWorker, stateCounts } from "@/tests/bench/deployment";
import { option, report, run, wait } from "@/tests/bench/report";
import { startDouble } from "@/tests/resend/double";
import type { FaultKind } from "@/tests/resend/types";

// Two workers, one of them killed again and again at a random moment, while the provider fails at random: each recipient
// has one accepted message at the end. A killed worker's message waits out its lease of a minute.

const count = option("count", 60);
const rate = option("rate", 10);
const kills = option("kills", 6);
const FAULTS: FaultKind[] = [
  "500-before-accept",
  "500-after-accept",
  "drop-before-accept",
  "drop-after-accept",
  "broken-json",
  "429",
];
const random = (n: number) => Math.floor(Math.random() * n);

async function main(): Promise<number> {
  await prepare();
  const double = await startDouble({ rate });
  const workers = [startWorker(double.url, rate), startWorker(double.url, rate)];
  try {
    const { noticeId, leaves } = await approvedNotice(Math.ceil(count / 2), 10);
    await wait(Math.max(0, leaves - Date.now()));
    for (let k = 0; k < kills; k++) {
      double.fault({ kind: FAULTS[random(FAULTS.length)] ?? "429", count: 1 + random(2) });
      await wait(200 + random(1200));
      const victim = random(2);
      workers[victim]?.kill("SIGKILL");
      workers[victim] = startWorker(double.url, rate);
    }
    const patience = Date.now() + 300_000;
    let states = await stateCounts(noticeId);
    while ((states["sent"] ?? 0) < count && Date.now() < patience) {
      await wait(500);
      states = await stateCounts(noticeId);
    }
    const accepted = double.accepted();
    const addresses = new Set(accepted.flatMap((m) => m.to));
    return report(
      "kills",
      [
        { name: "messages", value: accepted.length, unit: "messages", floor: count },
        { name: "workers killed", value: kills, unit: "times", floor: null },
        { name: "requests", value: double.requests().length, unit: "requests", floor: count },
        {
          name: "instant to all recorded",
          value: (Date.now() - leaves) / 1000,
          unit: "s",
          floor: count / rate,
        },
      ],
      [
        ...(addresses.size === count && accepted.length === count
          ? []
          : [`${accepted.length} accepted messages to ${addresses.size} of ${count} recipients`]),
        ...(states["sent"] === count ? [] : [`states: ${JSON.stringify(states)}`]),
      ],
    );
  } finally {
    for (const w of workers) w.kill("SIGTERM");
    await Promise.all(workers.map(ended));
    await double.close();
    await disconnect();
  }
}

run(main);
