import { notFound } from "next/navigation";
import { seeOther } from "@/app/_lib/origin";
import { fromDemoForms } from "@/app/_lib/post";
import { returnTo } from "@/app/_lib/return-to";
import { becomeDemoPerson } from "@/data/auth";
import { demoState } from "@/data/demo/queries";

/** Pages that anybody may open, and those of either role; elsewhere a switch would only lead to 404. */
const OPEN = /^\/($|advisories|demo\/|inbox\/)/;

export const POST = fromDemoForms(async (form) => {
  const path = returnTo(form.get("returnTo"));
  const person = (await demoState())?.people.find((p) => p.id === form.get("person"));
  if (!person) return seeOther(path);
  await becomeDemoPerson(person.id);
  if (person.member) return seeOther(/^\/(inbox|sign-in|roles)/.test(path) ? "/today" : path);
  return seeOther(OPEN.test(path) ? path : "/inbox");
});

export const GET = () => notFound();
