import { cookies } from "next/headers";
import { seeOther } from "@/app/_lib/origin";
import { fromOurForms } from "@/app/_lib/post";
import { returnTo } from "@/app/_lib/return-to";

/** The reader's choice of colours, kept in this browser alone. */
export const POST = fromOurForms(async (form) => {
  const theme = form.get("theme");
  const jar = await cookies();
  if (theme === "light" || theme === "dark")
    jar.set("theme", theme, { path: "/", sameSite: "lax", httpOnly: true, maxAge: 31_536_000 });
  else jar.delete("theme");
  return seeOther(returnTo(form.get("returnTo")));
});
