import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Public } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Exports } from "@/app/projects/[slug]/exports";
import { NotInForce } from "@/app/projects/[slug]/not-in-force";
import { Target } from "@/components/policy/target";
import { PolicyDocument } from "@/components/policy-document";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { publicPolicy } from "@/data/policies/public";
import { publishesMembers } from "@/data/projects/member-list";
import { publicViewer } from "@/data/viewer";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ number?: string | string[] }>;
};

const found = cache((slug: string, number: string) =>
  orNotFound(publicPolicy(publicViewer(), slug, number === "" ? undefined : numberOf(number))),
);
const asked = async ({ params, searchParams }: Props) =>
  found((await params).slug, textOf((await searchParams).number));

/** What is no whole number is the number of no version. */
const numberOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { policy, standing } = await asked(props);
  return { title: policy.title, robots: { index: standing.state === "in force", follow: true } };
}

export default async function ProjectPolicy(props: Props) {
  const of = await asked(props);
  const { policy, project, standing, history, team, exports } = of;
  const zone = await readerZone();
  const inForce = standing.state === "in force";
  return (
    <Public width="wide">
      <Page
        title={policy.title}
        eyebrow={
          <>
            <TextLink href="/projects">Security policies</TextLink> · {project.name}
          </>
        }
        lead={
          <>
            Version {policy.version}
            {inForce ? (
              <>
                , in force since <When at={standing.since} zone={zone} short />
              </>
            ) : null}
            . What the text does not promise is shown as none.
            {policy.source ? (
              <>
                {" "}
                Taken from <Target target={policy.source}>the published text</Target>.
              </>
            ) : null}
          </>
        }
      >
        {inForce && publishesMembers(policy) ? (
          <p>
            <TextLink href={`/projects/${project.slug}/members`}>Members of {project.name}</TextLink>, as the
            policy has everybody see them.
          </p>
        ) : null}
        {inForce && policy.groups.some((g) => !g.perCase) ? (
          <p>
            <TextLink href={`/projects/${project.slug}/apply`}>Apply for a place in a group</TextLink>
          </p>
        ) : null}
        <NotInForce standing={standing} slug={project.slug} version={policy.version} />
        <PolicyDocument
          policy={policy}
          project={project}
          team={team}
          history={history}
          // Of a version that does not hold, nobody asks whether reports arrive.
          doors={inForce && !exports.ok ? exports : { ok: true }}
        />
        {inForce && exports.ok ? <Exports slug={project.slug} expires={exports.expires} zone={zone} /> : null}
      </Page>
    </Public>
  );
}
