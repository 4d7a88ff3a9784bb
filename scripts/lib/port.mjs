import { createServer } from "node:net";
import { fail } from "./lifecycle.mjs";

export function wantedPort() {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    fail(`PORT must be a whole number from 1 to 65535, not "${text}".`);
  }
  return port;
}

/** Listens for a moment; gives the port, or the error's code. */
function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve({ code: error.code }));
    server.listen({ port, host, exclusive: true }, () => {
      const chosen = server.address().port;
      server.close(() => resolve({ port: chosen }));
    });
  });
}

export async function freePort() {
  const { port, code } = await tryListen(0, "127.0.0.1");
  return port ?? fail(`No free port on 127.0.0.1 (${code}).`);
}

/** A sentence that says why the port can't be used, or null. */
export async function portProblem(port, host = "localhost") {
  // "localhost" is both; a machine without one of them is fine.
  const hosts = host === "localhost" ? ["127.0.0.1", "::1"] : [host];
  for (const address of hosts) {
    const { code } = await tryListen(port, address);
    if (code === "EADDRINUSE") {
      const other = port === 3000 ? 3001 : 3000;
      return (
        `Port ${port} is in use by another program. ` + `Stop it, or choose another: PORT=${other} npm start`
      );
    }
    if (code === "EACCES")
      return `Port ${port} is reserved on this machine. Choose another: PORT=3000 npm start`;
    if (code && hosts.length === 1) return `HOST ${host} is no address of this machine (${code}).`;
  }
  return null;
}
