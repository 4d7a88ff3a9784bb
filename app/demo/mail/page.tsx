import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Mailbox } from "@/app/demo/mail/_mailbox";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Mailbox" };

export default async function DemoMail() {
  if (!env().demo) notFound();
  return <Mailbox open={null} />;
}
