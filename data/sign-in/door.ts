import { type Ctx, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";

/** What people do to their own sign-in, by the process that lets them in: they may act in no role yet. */
export const atTheDoor = <T>(run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  transact(systemViewer("sign-in"), "write", run);
