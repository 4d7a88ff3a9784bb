import { z } from "zod";
import { canonical } from "@/formats/chain/canonical";

/** What is mailed of a checkpoint: enough to find out later that its line is gone, or another one. */
const receipt = z.object({
  number: z.number().int().min(0),
  at: z.string(),
  line: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
});
export type Receipt = z.output<typeof receipt>;

export const writeReceipt = (r: Receipt): string => canonical(r);

/** The mailed checkpoint in a text, such as a saved message; null when there is none. */
export function findReceipt(text: string): Receipt | null {
  for (const line of text.split("\n")) {
    if (!line.trim().startsWith("{")) continue;
    try {
      const parsed = receipt.safeParse(JSON.parse(line));
      if (parsed.success) return parsed.data;
    } catch {
      // Another line that begins like JSON.
    }
  }
  return null;
}
