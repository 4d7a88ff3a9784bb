"use client";

import { PublicShell } from "@/components/app-shell";
import { FaultNotice, type FaultProps } from "@/components/fault-notice";

export default function Fault(props: FaultProps) {
  return (
    <PublicShell>
      <FaultNotice {...props} />
    </PublicShell>
  );
}
