import { creditInAndOut, dependenciesInAndOut } from "@/domain/policy/lint/contradictions";
import { anotherDoor, noDoor, noPrivateTarget, personalAddressesOnly } from "@/domain/policy/lint/doors";
import type { Finding } from "@/domain/policy/lint/finding";
import { linkContradictsWords } from "@/domain/policy/lint/links";
import { formBeyondCriteria, nobodyToTell, noWayToApply } from "@/domain/policy/lint/membership";
import { placeholders } from "@/domain/policy/lint/placeholders";
import { recipientsDiffer } from "@/domain/policy/lint/recipients";
import { localTimeDrifts } from "@/domain/policy/lint/release-time";
import { bothTracks, everyCveButSome, scoreGap } from "@/domain/policy/lint/severities";
import {
  channelCapOutOfDate,
  clockWithoutAnchor,
  stageBeyondLimit,
  twoLeadTimes,
} from "@/domain/policy/lint/times";
import type { Policy } from "@/domain/policy/policy";

const RULES: readonly ((policy: Policy) => Finding[])[] = [
  noDoor,
  noPrivateTarget,
  personalAddressesOnly,
  anotherDoor,
  placeholders,
  linkContradictsWords,
  clockWithoutAnchor,
  twoLeadTimes,
  stageBeyondLimit,
  channelCapOutOfDate,
  localTimeDrifts,
  bothTracks,
  everyCveButSome,
  scoreGap,
  recipientsDiffer,
  noWayToApply,
  formBeyondCriteria,
  nobodyToTell,
  creditInAndOut,
  dependenciesInAndOut,
];

/**
 * Where a policy's text contradicts itself, or leaves out what its readers need (policies.md, *Lint findings that real
 * texts produce*). A finding is no error: the text is kept as it is, and the team is told.
 */
export const lint = (policy: Policy): Finding[] => RULES.flatMap((rule) => rule(policy));
