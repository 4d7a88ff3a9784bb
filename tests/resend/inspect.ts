import type { AcceptedMail } from "@/tests/resend/types";

/** Point 8: what a scanner on the way to the mailbox would fetch. */
export function linksIn({ body: { html = "", text = "" } }: AcceptedMail): string[] {
  const marked = [...html.matchAll(/\b(?:href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map((m) =>
    (m[1] ?? m[2] ?? "").replaceAll("&amp;", "&").replaceAll("&#x3D;", "="),
  );
  const written = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((m) => m[0].replace(/[.,;:]+$/, ""));
  return [...new Set([...marked, ...written])].filter((u) => /^https?:\/\//i.test(u));
}
