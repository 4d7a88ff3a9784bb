const MOST = 2000;

/**
 * Where a form leads back to: a path on this site, or the fallback. "//host", "/\host" and control characters, which
 * browsers drop while they read an address, would lead elsewhere.
 */
export function returnTo(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || value.length > MOST) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (!/^\/(?!\/)/.test(value) || /[\\\u0000-\u001f\u007f-\u009f]/.test(value)) return fallback;
  return value;
}
