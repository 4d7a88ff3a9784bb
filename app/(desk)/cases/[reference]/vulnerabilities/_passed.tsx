"use client";

import { useAnswer } from "@/components/action-form";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";

/** Said when somebody changed the case since the form was shown: what they wrote is read before it is saved over. */
export function Passed({ revision, href }: { revision: number; href: string }) {
  const sent = useAnswer()?.values["revision"];
  if (sent === undefined || sent === String(revision)) return null;
  return (
    <Callout tone="attention" title="The case was changed while you wrote">
      What you typed is not saved yet.{" "}
      <TextLink href={href} target="_blank">
        Read the case as it is in a new tab
      </TextLink>
    </Callout>
  );
}
