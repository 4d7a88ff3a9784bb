import "server-only";
import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { reviewApplication } from "@/data/applications/review-view";

/** An application under review; hidden and absent end here, before anything streams. */
export const applicationOf = cache(async (id: string) => {
  const viewer = await requireMember();
  return { viewer, of: await orNotFound(reviewApplication(viewer, id)) };
});

export type Of = Awaited<ReturnType<typeof reviewApplication>>;
export type Review = NonNullable<Of["review"]>;
/** What each part of the page is given. */
export type Part = { of: Of; review: Review; userId: string; zone: string | undefined };
