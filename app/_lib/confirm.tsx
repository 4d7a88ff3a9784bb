import "server-only";
import type { ReactNode } from "react";
import { askForPasskey, proveFactor } from "@/app/step-up/actions";
import { ConfirmProvider } from "@/components/confirm-identity";

/** Lets forms ask for a fresh factor where they stand. */
export const Confirming = ({ children }: { children: ReactNode }) => (
  <ConfirmProvider actions={{ ask: askForPasskey, prove: proveFactor }}>{children}</ConfirmProvider>
);
