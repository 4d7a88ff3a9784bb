import { readFileSync } from "node:fs";

/** Every route of the build, by what Next.js itself wrote down. */
export const routesOfBuild = (): string[] =>
  Object.values(
    JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8")) as Record<string, string>,
  ).filter((route) => !route.startsWith("/_"));

export type BuiltAction = { id: string; name: string; page: string };

/** Every server action of the build, with a page that brings it along. */
export function actionsOfBuild(): BuiltAction[] {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
  };
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename}#${exportedName}`,
    page: (Object.keys(workers)[0] ?? "")
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replaceAll(/\/\([a-z]+\)/g, ""),
  }));
}
