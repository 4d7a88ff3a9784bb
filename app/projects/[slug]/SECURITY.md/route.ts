import { served } from "@/app/_lib/served";
import { publicPolicy } from "@/data/policies/public";
import { publicViewer } from "@/data/viewer";
import { securityMd } from "@/formats/security-md";
import { env } from "@/lib/env";

type Context = { params: Promise<{ slug: string }> };

/** The policy in force as a SECURITY.md, for the project's repository. */
export const GET = (_: Request, { params }: Context): Promise<Response> =>
  served(async () => {
    const { slug } = await params;
    const { policy, project, effectiveAt } = await publicPolicy(publicViewer(), slug);
    const made = securityMd({
      policy,
      project: project.name,
      pageUrl: `${env().url}/projects/${slug}`,
      version: policy.version,
      effectiveAt,
    });
    return made.ok ? { type: "text/markdown; charset=utf-8", text: made.text } : { refused: made.because };
  });
