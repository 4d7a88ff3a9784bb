import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The most proxies that may stand in front: more is a mistake in the settings. */
export const MOST_PROXIES = 5;

type Sent = Readonly<Record<string, string | string[] | undefined>>;

/** Where a request came from, and where it was meant to go, in the words of whoever is trusted to say so. */
export type Arrival = {
  /** An IPv4 or IPv6 address; null when the connection was gone before it was asked. */
  address: string | null;
  host: string | undefined;
  /** Whether the outermost trusted proxy was asked without TLS. Unknown is no. */
  plain: boolean;
};

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : [value].flat().flatMap((one) => one.split(",").map((entry) => entry.trim()));

/**
 * Reads the headers of proxies: none of them where none is trusted. An address that is missing or malformed falls back
 * to the connection's own, which at worst counts many clients as one.
 * @param peer the connection's remote address
 * @param hops how many trusted proxies stand in front, 0 to 5
 */
export function arrivalOf(peer: string | undefined, sent: Sent, hops: number): Arrival {
  // Each proxy adds an entry at the right: what a client wrote stands left of those that ours wrote.
  const entryOf = (name: string) => (hops > 0 ? listOf(sent[name]).at(-hops) : undefined);
  // Some proxies replace these two instead of adding to them.
  const saidOf = (name: string) => entryOf(name) ?? (hops > 0 ? listOf(sent[name])[0] : undefined);
  const forwarded = entryOf("x-forwarded-for");
  const address = forwarded !== undefined && isIP(forwarded) !== 0 ? forwarded : peer;
  const host = saidOf("x-forwarded-host") || [sent["host"]].flat()[0];
  const plain = saidOf("x-forwarded-proto")?.toLowerCase() === "http";
  return { address: address && isIP(address) !== 0 ? address : null, host, plain };
}

/**
 * What is counted as one address: an IPv4 address, or the /64 that a single customer is given (RFC 6177).
 * @param address valid, as `arrivalOf` gives it
 */
export function networkOf(address: string): string {
  const parsed = ipaddr.process(address.replace(/%.*$/, ""));
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** Whether a Host names the host and port of the configured address, by whatever case or default port. */
export function isOurHost(host: string | null | undefined, url: string): boolean {
  const ours = new URL(url);
  if (!host || !/^[\w.:[\]-]{1,255}$/.test(host) || !URL.canParse(`${ours.protocol}//${host}`)) return false;
  return new URL(`${ours.protocol}//${host}`).host === ours.host;
}
