import { expect } from "vitest";
import { readDocument } from "@/formats/policy/read";

export const HEAD = 'format: 1\nversion: "1"\ntitle: A policy\n';

/** The problems of a document, which a second and 150 MB suffice to find. */
export function refused(text: string) {
  const [begun, held] = [performance.now(), process.memoryUsage().heapUsed];
  const read = readDocument(text);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(process.memoryUsage().heapUsed - held).toBeLessThan(150_000_000);
  if (read.ok) throw new Error("it was taken for a policy");
  expect(read.problems.length).toBeGreaterThan(0);
  expect(read.problems.length).toBeLessThanOrEqual(50);
  for (const { line, column, message } of read.problems) {
    expect(line * column).toBeGreaterThan(0);
    // A sentence, and none of a program's.
    expect(message).toMatch(/^[A-Z].*\.$|^[a-z-]+ (stands|is) |: .+/s);
    expect(message).not.toMatch(/is not a function|Cannot (read|convert)|undefined|^(Too|Invalid)/);
  }
  return read.problems.map((p) => [`${p.line}:${p.column}`, p.path, p.message] as const);
}
/** Where the first problem stands, and what is said of it. */
export const first = (yaml: string) => refused(`${HEAD}${yaml}`)[0];
