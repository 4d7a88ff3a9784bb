import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Mailbox } from "@/app/demo/mail/_mailbox";
import { readMail } from "@/data/demo/mailbox";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Mailbox" };

export default async function DemoMessage({ params }: { params: Promise<{ id: string }> }) {
  if (!env().demo) notFound();
  const open = await readMail((await params).id);
  if (!open) notFound();
  return <Mailbox open={open} />;
}
