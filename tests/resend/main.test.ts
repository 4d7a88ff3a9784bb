import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Resend } from "resend";
import { expect, test } from "vitest";

test("the double runs as a process of its own, says where, and ends when it is told to", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/resend/main.ts", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(child.stdout), "line");
    const { url } = JSON.parse(String(line)) as { url: string };
    const sent = await new Resend("re_test", { baseUrl: url }).emails.send({
      from: "curfew@curfew.example",
      to: "security@kestrel.example",
      subject: "something waits",
      text: "Sign in",
    });
    expect(sent.error).toBeNull();
    const accepted = await (await fetch(`${url}/_double/accepted`)).json();
    expect(accepted).toMatchObject([{ id: sent.data?.id }]);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});
