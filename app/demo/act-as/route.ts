import { notFound } from "next/navigation";
import { homeOf } from "@/app/_lib/home";
import { seeOther } from "@/app/_lib/origin";
import { fromDemoForms } from "@/app/_lib/post";
import { returnTo } from "@/app/_lib/return-to";
import { becomeDemoPerson } from "@/data/auth";
import { demoState } from "@/data/demo/queries";

/** Pages that anybody of that role may open; elsewhere a switch would only lead to 404. */
const OPEN = { contact: /^\/($|advisories|demo\/|inbox\/)/, applicant: /^\/($|advisories|demo\/)/ };

export const POST = fromDemoForms(async (form) => {
  const path = returnTo(form.get("returnTo"));
  const person = (await demoState())?.people.find((p) => p.id === form.get("person"));
  if (!person) return seeOther(path);
  await becomeDemoPerson(person.id);
  const home = homeOf(person);
  if (person.kind === "member")
    return seeOther(/^\/(inbox|sign-in|roles|application(\/|$))/.test(path) ? home : path);
  return seeOther(OPEN[person.kind].test(path) ? path : home);
});

export const GET = () => notFound();
