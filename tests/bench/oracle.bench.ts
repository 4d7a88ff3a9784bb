import { getPublished, listVersions } from "@/data/advisories/queries";
import { getCase } from "@/data/cases/queries";
import { openSentFile } from "@/data/files/download";
import { getNotice } from "@/data/notices/queries";
import { vendorCase } from "@/data/readings/queries";
import { compareAtStart } from "@/data/restores/start";
import { publicViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";
import { referenceFrom } from "@/domain/case/reference";
import { bytes } from "@/lib/random";
import { prepare } from "@/tests/bench/deployment";
import { type Figure, option, report, run } from "@/tests/bench/report";
import { told } from "@/tests/case";
import { makeOrg, makeWorld, worker } from "@/tests/world";

// Whether the time of a refusal says that something is there: hidden and absent in turn, medians, beside the noise of
// absent against absent in the same run.

const rounds = option("rounds", 400);

const median = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work().catch(() => {});
  return performance.now() - start;
}

async function main(): Promise<number> {
  await prepare();
  await compareAtStart(worker);
  const w = await makeWorld();
  const [org, other] = [await makeOrg(w), await makeOrg(w)];
  const { reference, noticeId } = await told(w, [org]);
  const { ada: foreign } = await makeWorld();
  const prefix = reference.replace(/-[^-]+$/, "");
  const absent = () => referenceFrom(prefix, bytes(5));
  const looks: Record<string, (reference: string) => Promise<unknown>> = {
    "a case, by a member of another project": (r) => getCase(foreign, r),
    "its advisory, by the same": (r) => listVersions(foreign, r),
    "a notice, by the same": (r) => getNotice(foreign, r, noticeId),
    "a published advisory, by nobody": (r) => getPublished(publicViewer(), r),
    "an advisory, by a vendor that was not told": (r) => vendorCase(other.person, r),
    "a file, by the same": (r) => openSentFile(other.person, { reference: r, id: noticeId }),
  };
  const figures: Figure[] = [];
  const broken: string[] = [];
  for (const [name, look] of Object.entries(looks)) {
    const [hidden, never, again]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < rounds; i++) {
      // In turn, and each first as often as last, so that what slows the machine slows all three.
      const order = [
        async () => hidden.push(await timed(() => look(reference))),
        async () => never.push(await timed(() => look(absent()))),
        async () => again.push(await timed(() => look(absent()))),
      ];
      for (let n = 0; n < 3; n++) await order[(i + n) % 3]?.();
    }
    const [h, a, b] = [median(hidden), median(never), median(again)];
    figures.push({ name, value: h, unit: "ms", floor: a });
    const noise = Math.max(Math.abs(a - b), 0.05 * a);
    if (Math.abs(h - a) > 2 * noise) broken.push(`${name}: hidden ${h} ms, absent ${a} and ${b} ms`);
  }
  await disconnect();
  return report("oracle", figures, broken);
}

run(main);
