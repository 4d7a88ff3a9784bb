const escaped = (c: string): string => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;

/** `Content-Disposition` of a file that is kept and never shown (RFC 6266), with its name in Unicode (RFC 8187). */
export function attachment(name: string): string {
  const whole = name.toWellFormed();
  const ascii = whole.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const unicode = encodeURIComponent(whole).replace(/['()*]/g, escaped);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${unicode}`;
}
