import pino from "pino";
import { logLevel } from "@/lib/env";

/** Ids and states only: nothing embargoed, no address, no token ever goes to a log (rule 7). */
export const log = pino({ level: logLevel(), base: null, timestamp: pino.stdTimeFunctions.isoTime });
