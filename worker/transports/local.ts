import { constants } from "node:fs";
import { access, mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingMail } from "@/lib/mail";
import type { Transport } from "@/worker/transports/transport";

/**
 * Delivers into a Maildir: written aside, then renamed into place, which is atomic. The message's id is the file's
 * name, so that a retry after a crash finds what was delivered and delivers nothing twice.
 */
export function localTransport(maildir: string): Transport {
  const folder = (name: string) => join(maildir, name);
  return {
    name: "local",
    retrySafe: true,
    async hand(mail) {
      for (const name of ["tmp", "new", "cur"]) await mkdir(folder(name), { recursive: true, mode: 0o700 });
      if (await delivered(mail.id)) return { outcome: "accepted", providerId: mail.id };
      const aside = join(folder("tmp"), `${mail.id}.${process.pid}`);
      await writeFile(aside, await mime(mail), { mode: 0o600 });
      await rename(aside, join(folder("new"), mail.id));
      return { outcome: "accepted", providerId: mail.id };
    },
  };

  async function delivered(id: string): Promise<boolean> {
    const read = await readdir(folder("cur"));
    return read.some((name) => name === id || name.startsWith(`${id}:`)) || exists(join(folder("new"), id));
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

function mime({ id, from, to, replyTo, subject, text, html, date }: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to,
    ...(replyTo ? { replyTo } : {}),
    subject,
    text,
    html,
    date: new Date(date),
    messageId: `<${id}@curfew.localhost>`,
  });
  return composer.compile().build();
}
