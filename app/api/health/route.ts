import { health } from "@/data/health/queries";

/** 200 while people can be served and messages leave; 503 with what is down. No version, nothing else. */
export async function GET(): Promise<Response> {
  const { database, worker } = await health();
  if (database && worker) return Response.json({ status: "ok" });
  return Response.json(
    { status: "down", down: [...(database ? [] : ["database"]), ...(database && !worker ? ["worker"] : [])] },
    { status: 503 },
  );
}
