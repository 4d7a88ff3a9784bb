import { z } from "zod";
import { document } from "@/formats/policy/schema";

/** What a document of this format is called where its schema is named. */
const ID = "urn:curfew:policy:1";

/**
 * The format as JSON Schema 2020-12, for editors and other tools. It holds whatever a single field shows; what binds
 * fields to one another is found on reading alone.
 */
export function policySchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(document, { io: "input", target: "draft-2020-12" });
  return { $schema, $id: ID, title: "Curfew policy", ...schema };
}
