const MOST = 2000;

/** Where pages are: the first part of a path that a redirect may lead to. A test holds it against the folders. */
export const PLACES = [
  "",
  "account",
  "advisories",
  "application",
  "applications",
  "apply",
  "audit",
  "cases",
  "contact",
  "demo",
  "groups",
  "inbox",
  "incidents",
  "mail",
  "organization",
  "organizations",
  "policy",
  "projects",
  "retention",
  "roles",
  "sign-in",
  "step-up",
  "team",
  "today",
  "vouch",
] as const;

/**
 * Where a form leads back to: a page of this site, or the fallback. "//host", "/\host", dot segments and control
 * characters, which browsers drop while they read an address, would lead elsewhere than they seem to. An address as
 * browsers send it has nothing beyond ASCII.
 */
export function returnTo(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || value.length > MOST) return fallback;
  const [path = ""] = value.split(/[?#]/, 1);
  if (!/^\/[!-~]*$/.test(value) || value.includes("\\") || path.includes("//")) return fallback;
  const known = (PLACES as readonly string[]).includes(path.split("/")[1] ?? "");
  // Read as a browser reads it, it must still be what it says.
  return known && new URL(path, "https://curfew.invalid").pathname === path ? value : fallback;
}
