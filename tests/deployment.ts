import { vi } from "vitest";

// A deployment of its own beside the tests' shared one: another database, other settings, in this process.

/**
 * Loads the modules that a test names anew, as a process that was started with these settings.
 * @param load imports them; what was imported before keeps the settings it had
 */
export async function startedWith<T>(variables: Record<string, string>, load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const loaded = await load();
  const { env } = await import("@/lib/env");
  env();
  vi.unstubAllEnvs();
  return loaded;
}
