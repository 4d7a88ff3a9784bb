/**
 * Whether a page is rendered for a person to read: opened, or shown again with the answer to a form. Then a reading is
 * recorded. HEAD has no body, and what is fetched ahead of a click is not even answered (`proxy.ts`).
 * @param headers with the method of the request in `x-curfew-method`, which `proxy.ts` sets whatever the client sent
 */
export const isOpening = (headers: Headers): boolean =>
  ["GET", "POST"].includes(headers.get("x-curfew-method") ?? "");
