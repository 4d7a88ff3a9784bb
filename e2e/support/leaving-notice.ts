import { disconnect } from "@/db/client";
import { approvedNotice } from "@/tests/bench/deployment";

// Run against a deployment: an approved notice to two organizations that leaves in some seconds, and who coordinates it.

const { reference, noticeId, coordinator, orgs } = await approvedNotice(2, Number(process.argv[2] ?? 5));
process.stdout.write(
  `${JSON.stringify({ reference, noticeId, coordinator, addresses: orgs.flatMap((o) => [o.address, o.person.email]) })}\n`,
);
await disconnect();
