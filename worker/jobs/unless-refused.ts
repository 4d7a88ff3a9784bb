import { AppError } from "@/lib/errors";

/** A step that the domain refuses was taken by another worker, or is not due any more: nothing to do. */
export async function unlessRefused(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
