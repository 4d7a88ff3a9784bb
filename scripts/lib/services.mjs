import { Stop } from "./lifecycle.mjs";
import { wait } from "./processes.mjs";

/** Rejects as soon as one of them ends on its own. */
export async function firstDeath(entries) {
  const { name, how } = await Promise.race(
    entries.map(async (entry) => ({ name: entry.name, how: await entry.exited })),
  );
  const why = how.error ? how.error.message : how.signal ? `ended by ${how.signal}` : `exit code ${how.code}`;
  throw new Stop(`${name} stopped unexpectedly (${why}); everything else is being stopped.`);
}

/** Waits until the web process says that it is healthy. */
export async function untilHealthy(address, seconds) {
  let last = "no answer";
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    try {
      const answer = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(5000) });
      if (answer.status === 200) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await wait(150);
  }
  throw new Stop(`The web process did not become healthy within ${seconds} seconds (${last}).`);
}
