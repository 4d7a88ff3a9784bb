"use client";

import { type ReactNode, useState, useTransition } from "react";
import type { Asked } from "@/app/account/actions";
import { ConfirmIdentity } from "@/components/confirm-identity";
import { FormMessage } from "@/components/ui/form-message";

/** An act on one's own sign-in, begun by a button: what it was answered, and a fresh factor where that is asked for. */
export function useAsking<T>(
  ask: () => Promise<Asked<T>>,
  take: (value: T) => void,
): { begin: () => void; pending: boolean; notice: ReactNode } {
  const [refusal, setRefusal] = useState<Extract<Asked<T>, { ok: false }> | null>(null);
  const [pending, start] = useTransition();
  const begin = () =>
    start(async () => {
      const answer = await ask();
      setRefusal(answer.ok ? null : answer);
      if (answer.ok) take(answer.value);
    });
  const notice = (
    <FormMessage state={refusal} className="w-full">
      {refusal?.confirm ? <ConfirmIdentity ways={refusal.confirm} onProved={begin} /> : null}
    </FormMessage>
  );
  return { begin, pending, notice };
}
