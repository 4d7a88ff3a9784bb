import { notFound } from "next/navigation";
import { seeOther } from "@/app/_lib/origin";
import { fromDemoForms } from "@/app/_lib/post";
import { returnTo } from "@/app/_lib/return-to";
import { advanceClock } from "@/data/demo/commands";
import { demoSettled } from "@/data/demo/queries";
import { systemViewer } from "@/data/viewer";
import { AppError } from "@/lib/errors";

export const POST = fromDemoForms(async (form) => {
  try {
    await advanceClock(systemViewer("demo"), { seconds: form.get("advance") });
    await demoSettled();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return seeOther(returnTo(form.get("returnTo")));
});

export const GET = () => notFound();
