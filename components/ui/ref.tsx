import type { ReactNode } from "react";

/** References, identifiers, digests, versions: what is compared letter by letter. */
export function Ref({ children }: { children: ReactNode }) {
  return <span className="font-mono text-[0.93em]">{children}</span>;
}
