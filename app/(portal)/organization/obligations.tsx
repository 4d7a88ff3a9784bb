import { When } from "@/app/_lib/when";
import { Badge } from "@/components/ui/badge";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { type Column, DataTable } from "@/components/ui/table";
import type { OwnProject } from "@/data/memberships/own";
import { tlpMeaning } from "@/domain/consent/tlp";

type ObligationsProps = { project: OwnProject; readable: readonly string[]; zone: string | undefined };
type Obligation = OwnProject["obligations"][number];

const COLUMNS: Column[] = [
  { key: "case", header: "Case" },
  { key: "sharing", header: "Sharing" },
  { key: "terms", header: "Terms" },
  { key: "until", header: "Until" },
];

/** What the organization knows before the public does, under which terms, and until when. */
export function Obligations({ project, readable, zone }: ObligationsProps) {
  return (
    <DataTable
      caption={`What you are bound to in ${project.name}`}
      columns={COLUMNS}
      empty={<p className="text-ink-2">Nothing: you were told of no case of {project.name}.</p>}
      rows={[...project.obligations].reverse().map((o) => ({
        id: o.reference,
        cells: {
          case: (
            <>
              <Name of={o} readable={readable.includes(o.reference)} />{" "}
              <span className="font-normal text-ink-2 sm:block">{o.codeName}</span>
            </>
          ),
          sharing: o.public ? null : (
            <>
              TLP:{o.tlp}
              <span className="block text-sm text-ink-3">{tlpMeaning(o.tlp)}</span>
            </>
          ),
          terms: <Terms of={o} zone={zone} />,
          until: <Until of={o} zone={zone} />,
        },
      }))}
    />
  );
}

/** A date that passed ends nothing: what is not public binds until the team says so. */
function Until({ of: o, zone }: { of: Obligation; zone: string | undefined }) {
  if (o.public) return "Public: no longer bound";
  return (
    <>
      {o.releaseAt ? <When at={o.releaseAt} zone={zone} short /> : null}
      <span className="block text-sm text-ink-3">
        {o.overdue
          ? "This date passed and it is not public: you stay bound until the team says so"
          : o.releaseAt
            ? "or until the team says otherwise in writing"
            : "Until the team says so in writing"}
      </span>
      {o.brokenSince ? (
        <Badge tone="danger">The embargo may not hold, says the team: say nothing until it is public</Badge>
      ) : null}
    </>
  );
}

/** A link only where it leads somewhere: what is closed to the organization answers "not found". */
function Name({ of: o, readable }: { of: Obligation; readable: boolean }) {
  const href = o.public ? `/advisories/${o.reference}` : readable ? `/inbox/${o.reference}` : null;
  return href ? (
    <TextLink href={href}>
      <Ref>{o.reference}</Ref>
    </TextLink>
  ) : (
    <Ref>{o.reference}</Ref>
  );
}

function Terms({ of: o, zone }: { of: Obligation; zone: string | undefined }) {
  if (o.consent?.state !== "accepted")
    return o.consent?.state === "declined" ? "Declined: you saw nothing of the text" : "Not answered";
  return (
    <>
      Accepted by {o.consent.by}
      <span className="block text-sm text-ink-3">
        <When at={o.consent.at} zone={zone} short />
      </span>
      <details>
        <summary className="text-sm text-accent underline decoration-accent-line underline-offset-3">
          Read them
        </summary>
        <div className="grid max-w-[60ch] gap-2 py-1 text-sm whitespace-pre-line">{o.consent.termsText}</div>
      </details>
    </>
  );
}
