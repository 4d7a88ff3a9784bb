import { and, inArray, isNull } from "drizzle-orm";
import { deliveries } from "@/db/schema";
import { statesBefore } from "@/domain/delivery/state";

/** On its way: no transport accepted it, and one may still be asked to take it. */
export const isOpen = and(inArray(deliveries.state, statesBefore("accept")), isNull(deliveries.acceptedAt));
