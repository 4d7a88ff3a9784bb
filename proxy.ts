import { type NextRequest, NextResponse } from "next/server";
import { isAhead } from "@/lib/ahead";
import { env } from "@/lib/env";

/**
 * Sets the walls of every answer and tells pages what they can't see themselves. It decides nothing about access: that
 * is the data layer's, on every read and write.
 */
export function proxy(request: NextRequest): NextResponse {
  // Whoever sends such a header gets no page: a reading that leaves no entry must not be had for a header.
  if (isAhead(request.headers))
    return new NextResponse(null, { status: 204, headers: { "cache-control": "private, no-store" } });
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Base UI and React write style attributes on the server; they cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

  // Overwritten whatever the client sent.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-curfew-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-curfew-method", request.method);

  // Without a demo its routes answer exactly as what never was; each of them checks again by itself.
  const absent = /^\/demo(\/|$)/.test(request.nextUrl.pathname) && !env().demo;
  const response = absent
    ? NextResponse.rewrite(new URL("/there-is-nothing-here", request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  // Other sites learn nothing. "no-referrer" would also make a browser send "Origin: null" with our own forms, which
  // the routes that they post to must refuse.
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("cross-origin-resource-policy", "same-origin");
  response.headers.set("cache-control", "private, no-store");
  return response;
}

export const config = { matcher: ["/((?!_next/static|icon.svg).*)"] };
