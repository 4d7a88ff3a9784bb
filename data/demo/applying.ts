import { confirmAddress } from "@/data/applications/ask";
import { type Options, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { applicationLinks } from "@/db/schema";
import { hashToken, newToken } from "@/lib/random";

/** Answers as somebody does who follows the link that they were sent. @returns the application and its human */
export async function applicantConfirms(
  groupId: string,
  email: string,
  name: string,
  options: Options = {},
): Promise<{ applicationId: string; userId: string }> {
  const viewer = systemViewer("seed");
  const token = newToken();
  await transact(viewer, "write", (ctx) =>
    ctx.tx.insert(applicationLinks).values({
      tokenHash: hashToken(token),
      groupId,
      email,
      askedAt: ctx.realNow,
      expiresAt: ctx.realNow.add({ hours: 1 }),
    }),
  );
  return confirmAddress(viewer, { token, name }, options);
}
