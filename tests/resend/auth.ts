import { Refusal } from "@/tests/resend/answer";
import type { DoubleOptions, RawRequest } from "@/tests/resend/types";

/** Point 2: who asks. The statuses and names are those of the provider's documentation, "Errors". */
export function authorize({ headers, method, path }: RawRequest, keys: DoubleOptions["keys"]): void {
  const said = headers["authorization"] ?? "";
  if (said === "") throw new Refusal(401, "missing_api_key", "Missing API key in the authorization header");
  const key = /^Bearer (\S+)$/.exec(said)?.[1] ?? "";
  const full = keys ? (keys.full ?? []).includes(key) : key.startsWith("re_");
  const sending = keys?.sendingOnly?.includes(key) ?? false;
  if (!full && !sending) throw new Refusal(403, "invalid_api_key", "API key is invalid");
  if (!full && !(method === "POST" && /^\/emails(\/batch)?$/.test(path)))
    throw new Refusal(401, "restricted_api_key", "This API key is restricted to only send emails");
}
