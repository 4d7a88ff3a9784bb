import { describe, expect, test } from "vitest";
import { handOver, type Transport } from "@/worker/transports/transport";

const mail = { id: "x", from: "a", to: "b", replyTo: null, subject: "s", text: "", html: "", date: "" };
const transport = (retrySafe: boolean, hand: Transport["hand"]): Transport => ({
  name: "a double",
  retrySafe,
  hand,
});
const silent = () => new Promise<never>(() => {});
const broken = () => Promise.reject(new Error("connection lost"));

describe("a transport that keeps silent or fails may have taken the message", () => {
  test.each([
    ["silent", silent],
    ["broken", broken],
  ])("%s: tried again only where that is safe, else unknown", async (_name, hand) => {
    expect((await handOver(transport(true, hand), mail, 10)).outcome).toBe("retry");
    expect((await handOver(transport(false, hand), mail, 10)).outcome).toBe("lost");
  });
});

test("an answer is passed on as it is", async () => {
  const said = { outcome: "refused", because: "no such mailbox" } as const;
  expect(
    await handOver(
      transport(false, () => Promise.resolve(said)),
      mail,
    ),
  ).toEqual(said);
});
