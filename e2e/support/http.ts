import { type IncomingHttpHeaders, request } from "node:http";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: string; chunked?: boolean };

/** A request as it is written, with headers that no browser and no `fetch` would send. */
export const ask = (
  base: string,
  path: string,
  { method = "GET", headers = {}, body, chunked }: Asked = {},
) =>
  new Promise<Answer>((done, failed) => {
    const { hostname, port } = new URL(base);
    const sent = request({ hostname, port, path, method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      done({ status: answer.statusCode ?? 0, headers: answer.headers, text });
    });
    sent.on("error", failed);
    if (chunked) sent.setHeader("transfer-encoding", "chunked");
    sent.end(body);
  });

export const asBrowser = { accept: "text/html" };

/** The fields of the first form of a page that a server action answers, as a browser without script sends them. */
export function fieldsOf(html: string): Record<string, string> {
  const form =
    /<form[^>]*enctype="multipart[^>]*>(.*?)<\/form>/is.exec(html.replaceAll("encType", "enctype"))?.[1] ??
    "";
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
  return Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, decoded(value)]));
}

const decoded = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");

/** A form as multipart, as a form of a server action is sent without script. */
export function multipart(fields: Record<string, string>): { headers: Record<string, string>; body: string } {
  const boundary = "----curfew";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: `${parts.join("")}--${boundary}--\r\n`,
  };
}
