import { isPrivateDoor } from "@/domain/policy/doors";
import { type Clause, clause, type Finding } from "@/domain/policy/lint/finding";
import { isPlaceholder } from "@/domain/policy/lint/placeholders";
import { isMailAddress, isWebPage } from "@/domain/policy/lint/targets";
import type { Channel } from "@/domain/policy/parts/reporting";
import type { Policy } from "@/domain/policy/policy";

type Door = { channel: Channel; path: readonly (string | number)[] };

const doorsOf = (policy: Policy): Door[] =>
  (policy.reporting?.channels ?? []).map((channel, i) => ({ channel, path: ["reporting", "channels", i] }));

/** Whether a report that is sent there stays private. An address may be left out on purpose, where it is a person's own. */
function keepsPrivate(c: Channel): boolean {
  return c.target === null ? c.private === true && c.personal : isPrivateDoor(c);
}

/** P46. A public door beside a private one may say that it is public; where it says nothing, somebody will report there. */
export function noPrivateTarget(policy: Policy): Finding[] {
  // What was never filled in is another finding.
  const doors = doorsOf(policy).filter(
    ({ channel: { target } }) => target === null || !isPlaceholder(target),
  );
  const hasPrivate = doors.some((d) => keepsPrivate(d.channel));
  return doors.flatMap(({ channel: c, path }): Finding[] => {
    if (keepsPrivate(c) || (c.private === false && c.target !== null && hasPrivate)) return [];
    return [
      {
        kind: "no-private-target",
        message:
          c.target === null
            ? `“${short(c.words)}” names no address where a report would arrive.`
            : `“${short(c.words)}” does not keep a report private.`,
        advice:
          c.target === null
            ? "Name the address or link."
            : "Name a private address, or say private: true if only the team reads what is sent there.",
        clauses: [clause(path, c.words), ...(c.target ? [clause([...path, "target"], c.target)] : [])],
      },
    ];
  });
}

/** Whoever is on leave, or leaves, is no door. What is for urgent reports alone stands beside another. */
export function personalAddressesOnly(policy: Policy): Finding[] {
  const doors = doorsOf(policy).filter(({ channel: c }) => !c.urgent && keepsPrivate(c));
  const said = (clauses: Clause[], whom: string): Finding => ({
    kind: "personal-addresses-only",
    message: `${whom} reach single persons alone, and nobody stands in for them.`,
    advice: "Add an address of the team’s own, which more than one person reads.",
    clauses,
  });
  return [
    ...(doors.length > 0 && doors.every((d) => d.channel.personal)
      ? [
          said(
            doors.map((d) => clause([...d.path, "personal"], d.channel.words)),
            "Reports",
          ),
        ]
      : []),
    ...(policy.application?.channel?.personal
      ? [
          said(
            [
              clause(
                ["application", "channel", "personal"],
                policy.application.channel.text ?? "addresses of single persons",
              ),
            ],
            "Applications",
          ),
        ]
      : []),
  ];
}

/** The team that takes the reports must find them where it looks. */
export function anotherDoor(policy: Policy): Finding[] {
  const handedTo = policy.reporting?.handedTo;
  if (!handedTo?.door) return [];
  const doors = doorsOf(policy);
  if (doors.some((d) => d.channel.target !== null && place(d.channel.target) === place(handedTo.door ?? "")))
    return [];
  return [
    {
      kind: "intake-names-another-door",
      message: `Reports go to ${handedTo.team}, whose own text names ${handedTo.door}. No way to report here leads there.`,
      advice: "Name the door that this team names itself.",
      clauses: [
        clause(["reporting", "handedTo"], handedTo.team),
        clause(["reporting", "handedTo", "door"], handedTo.door),
        ...doors.map((d) => clause(d.path, d.channel.target ?? d.channel.words)),
      ],
    },
  ];
}
const place = (target: string) =>
  target
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, "")
    .replace(/\/+$/, "");

/** A text that speaks of reports and names no way. One that says nothing of them promises nothing, and is no finding. */
export const noDoor = (policy: Policy): Finding[] =>
  policy.reporting && policy.reporting.channels.length === 0 && !handedOver(policy)
    ? [
        {
          kind: "no-door",
          message: "The policy speaks of reports, and names no way to send one.",
          advice: "Add a channel that keeps a report private.",
          clauses: [clause(["reporting"], policy.reporting.text ?? "no channels")],
        },
      ]
    : [];
const handedOver = (policy: Policy): boolean =>
  Boolean(policy.reporting?.handedTo?.door ?? policy.reporting?.handedTo?.policy);

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** The words of a channel beside its kind, as the links' rules compare them. */
export const doorKinds = (policy: Policy): Finding[] =>
  doorsOf(policy).flatMap(({ channel: c, path }): Finding[] => {
    if (c.target === null || isPlaceholder(c.target)) return [];
    const leads = isMailAddress(c.target) ? "mail" : isWebPage(c.target) ? "page" : null;
    const wrong =
      (c.kind === "email" && leads === "page") ||
      (["form", "platform", "bountyPlatform", "chat"].includes(c.kind) && leads === "mail");
    return wrong
      ? [
          {
            kind: "link-contradicts-words",
            message: `“${short(c.words)}” is given as ${KINDS[c.kind]}, and leads to ${leads === "mail" ? "an address for mail" : "a web page"}.`,
            advice: "Write the target that the words promise, or the kind that the target is.",
            clauses: [
              clause([...path, "kind"], KINDS[c.kind] ?? c.kind),
              clause([...path, "target"], c.target),
            ],
          },
        ]
      : [];
  });
const KINDS: Partial<Record<Channel["kind"], string>> = {
  email: "mail",
  form: "a form",
  platform: "a hosting platform",
  bountyPlatform: "a bounty platform",
  chat: "chat",
};
