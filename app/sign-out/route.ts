import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { signOut } from "@/data/auth";

/** Ends the session, and makes the browser forget what it kept of our pages. */
export const POST = fromOurForms(async () => {
  await signOut();
  return seeOther("/", { "clear-site-data": '"cache", "storage"' });
});
