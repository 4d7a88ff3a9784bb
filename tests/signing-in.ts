import { findSession, type Session, startSession } from "@/data/sign-in/sessions";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { newToken } from "@/lib/random";
import { asOwner } from "@/tests/sql";

/** A session behind a mailbox alone, as a link or code starts it. */
export async function mailSession(userId: string, deviceToken = newToken()) {
  const token = newToken();
  await transact(systemViewer("sign-in"), "write", (ctx) =>
    startSession(ctx, userId, token, { name: "Firefox on Linux", deviceToken }),
  );
  const now = async (): Promise<Session> => {
    const session = await findSession(token);
    if (!session) throw new Error("the session ended");
    return session;
  };
  return { token, now, session: await now() };
}

/** Lets the session's proof grow old. */
export const age = (sessionId: string, minutes: number) =>
  asOwner(
    (sql) =>
      sql`update sessions set factor_at = factor_at - make_interval(mins => ${minutes}) where id = ${sessionId}`,
  );

/** What was told to an address about its sign-in: subjects stay sealed, so only how many. */
export const mailsTo = async (email: string): Promise<number> => {
  const [row] = await asOwner(
    (sql) => sql<{ n: number }[]>`select count(*)::int as n from sign_in_mails where address = ${email}`,
  );
  return row?.n ?? 0;
};
