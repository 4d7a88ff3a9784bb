import { served } from "@/app/_lib/served";
import { policySchema } from "@/formats/policy/json-schema";

/** The format of a policy document as JSON Schema, for editors and other tools. */
export const GET = (): Promise<Response> =>
  served(async () => ({
    type: "application/schema+json",
    text: `${JSON.stringify(policySchema(), null, 2)}\n`,
  }));
