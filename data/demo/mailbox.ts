import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Address, type Email } from "postal-mime";
import { env } from "@/lib/env";

const ID = /^[0-9a-f-]{36}$/;
const FOLDERS = ["new", "cur"];
const MOST = 200;

type Found = { id: string; file: string };

/** What lies in the demo's Maildir. A name is taken only as an id of ours, and only from the folder's own list. */
async function files(): Promise<Found[]> {
  const { demo } = env();
  if (!demo) return [];
  const lists = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = await readdir(join(demo.mailbox, folder)).catch(() => []);
      return names.map((name) => ({
        id: name.split(":")[0] ?? "",
        file: join(demo.mailbox, folder, name),
      }));
    }),
  );
  return lists.flat().filter((f) => ID.test(f.id));
}

const inWords = (a: Address | undefined): string =>
  a ? (a.name ? `${a.name} <${a.address ?? ""}>` : (a.address ?? "")) : "";

async function open({ id, file }: Found) {
  const mail: Email = await PostalMime.parse(await readFile(file));
  return {
    id,
    from: inWords(mail.from),
    to: (mail.to ?? []).map(inWords).join(", "),
    subject: mail.subject ?? "",
    /** ISO 8601, of the demo's own clock. */
    date: mail.date ?? null,
    text: mail.text ?? "",
  };
}

/** The newest messages of the demo, the last one that arrived first. */
export async function listMail() {
  const found = await Promise.all(
    (await files()).map(async (f) => ({ ...f, arrived: (await stat(f.file)).mtimeMs })),
  );
  const newest = found.sort((a, b) => b.arrived - a.arrived || a.id.localeCompare(b.id)).slice(0, MOST);
  return Promise.all(newest.map(open));
}

/** One message; null when there is none of that id. */
export async function readMail(id: string) {
  const found = ID.test(id) ? (await files()).find((f) => f.id === id) : undefined;
  return found ? open(found) : null;
}
