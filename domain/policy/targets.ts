// Where a policy's words may lead: to a page, an address or a telephone, and nowhere else. What is none of these, such as
// a placeholder or another scheme, stays text.

const MAIL =
  /^(?:mailto:)?([a-z0-9._+=~'-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?\.[a-z]{2,63})(?:\?[!-~]*)?$/i;
const TELEPHONE = /^tel:\+?[0-9][0-9().-]{2,30}$/i;

/** The mail address of a target without its scheme and what stands behind a question mark; null for another target. */
export const mailOf = (target: string | null): string | null => MAIL.exec(target?.trim() ?? "")?.[1] ?? null;

/** An https or http page in ASCII, as browsers send it; null for another target, and for one that hides its host. */
export function pageOf(target: string | null): string | null {
  const text = target?.trim() ?? "";
  if (!/^https?:\/\/[^\s/\\]/i.test(text) || /[\s\p{Cc}\p{Cf}\\"<>`]/u.test(text) || !URL.canParse(text))
    return null;
  const url = new URL(text);
  return url.username === "" && url.password === "" ? url.href : null;
}

/** What a link to a target leads to; null where no link may be made of it. */
export function hrefOf(target: string | null): string | null {
  const page = pageOf(target);
  if (page !== null) return page;
  const mail = mailOf(target);
  if (mail !== null) return `mailto:${mail}`;
  const text = target?.trim() ?? "";
  return TELEPHONE.test(text) ? text.toLowerCase() : null;
}
