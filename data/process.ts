/** A process that ends closes its connections. */
export { disconnect } from "@/db/client";
