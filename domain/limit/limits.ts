/**
 * How much of what may be asked, by whom, within what time. Each class has windows of its own, so that whoever hammers
 * one never takes anything from another: public pages stay up on release day while sign-in is being hammered.
 */
export type RequestClass =
  | "page"
  | "desk"
  | "watch"
  | "download"
  | "sign-in"
  | "change"
  | "upload"
  | "webhook"
  | "health";

/** Who a limit is about, from the narrowest to all. */
export const KINDS = ["address", "account", "organization", "everybody"] as const;
export type Kind = (typeof KINDS)[number];

type Row = Partial<Record<Kind, number>> & { minutes: number; mostBytes: number };

const KIB = 1024;
const MIB = 1024 * KIB;

/** The most times in a window that begins with the first request; the most bytes that a request may bring. */
export const LIMITS: Readonly<Record<RequestClass, Row>> = {
  // A page or a file that anybody may see. An address may be the exit of a whole company.
  page: { address: 1200, everybody: 120_000, minutes: 1, mostBytes: 0 },
  // The same, asked by somebody who is signed in.
  desk: { address: 1200, account: 600, organization: 3000, everybody: 60_000, minutes: 1, mostBytes: 0 },
  // What an open page asks by itself, every two seconds.
  watch: { address: 2400, account: 600, organization: 3000, everybody: 60_000, minutes: 1, mostBytes: 0 },
  download: {
    address: 120,
    account: 60,
    organization: 240,
    everybody: 3000,
    minutes: 1,
    mostBytes: 64 * KIB,
  },
  // Whatever is sent by somebody who is not signed in: asking for a link, using it, confirming an address.
  "sign-in": { address: 30, everybody: 2000, minutes: 10, mostBytes: 256 * KIB },
  change: { address: 300, account: 120, organization: 600, everybody: 6000, minutes: 1, mostBytes: 4 * MIB },
  upload: { address: 60, account: 60, organization: 120, everybody: 600, minutes: 10, mostBytes: 11 * MIB },
  // No window for everybody: whoever filled it would make load balancers believe that we are down.
  health: { address: 600, minutes: 1, mostBytes: 0 },
  webhook: { address: 3000, everybody: 6000, minutes: 1, mostBytes: 64 * KIB },
};

/** Load balancers ask it by whatever name they know. It knows nothing but whether people can be served. */
export const HEALTH = "/api/health";

/** What no address of ours is longer than. */
export const MOST_PATH = 1024;
export const MOST_QUERY = 4096;

type Asked = { method: string; path: string; signedIn: boolean };

/** The one address that takes files. */
const UPLOAD = /^\/cases\/[^/]+\/files\/upload$/;

/**
 * The class of a request, by its method, its path and whether a session that lives came with it: a cookie alone, which
 * anybody can make up, takes nobody out of the strict class.
 */
export function classOf({ method, path, signedIn }: Asked): RequestClass {
  if (path === HEALTH) return "health";
  if (path.startsWith("/api/webhooks/")) return "webhook";
  const file = /\/(export|files\/[^/]+)$/.test(path);
  if (method === "GET" || method === "HEAD") {
    if (!signedIn) return "page";
    if (path.endsWith("/version")) return "watch";
    return file ? "download" : "desk";
  }
  if (!signedIn) return "sign-in";
  if (UPLOAD.test(path)) return "upload";
  return file ? "download" : "change";
}

/** The most bytes that a request to a path may bring, whoever sends it. */
export const mostBytesAt = (path: string): number =>
  LIMITS[classOf({ method: "POST", path, signedIn: true })].mostBytes;

export type Bucket = { kind: Kind; value: string; most: number; seconds: number };

type By = { address: string; account: string | null; organization: string | null };

/**
 * The windows that a request counts in, from the narrowest to the widest.
 * @param by the network address, and ids where somebody is signed in
 * @param scale by how much a large deployment widens each
 */
export function bucketsOf(of: RequestClass, by: By, scale: number): Bucket[] {
  const row = LIMITS[of];
  const values: Record<Kind, string | null> = { ...by, everybody: "" };
  return KINDS.flatMap((kind) => {
    const [most, value] = [row[kind], values[kind]];
    return most === undefined || value === null
      ? []
      : [{ kind, value, most: most * scale, seconds: row.minutes * 60 }];
  });
}
