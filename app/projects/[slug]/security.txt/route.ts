import { served } from "@/app/_lib/served";
import { publicPolicy } from "@/data/policies/public";
import { publicViewer } from "@/data/viewer";
import { securityTxt } from "@/formats/security-txt";
import { env } from "@/lib/env";

type Context = { params: Promise<{ slug: string }> };

/** security.txt of the policy in force (RFC 9116), for the project's site. */
export const GET = (_: Request, { params }: Context): Promise<Response> =>
  served(async () => {
    const { slug } = await params;
    const { policy, exports } = await publicPolicy(publicViewer(), slug);
    if (!exports.ok) return { refused: exports.because };
    const page = `${env().url}/projects/${slug}`;
    const made = securityTxt({
      policy,
      canonical: `${page}/security.txt`,
      policyUrl: page,
      expires: exports.expires,
    });
    return made.ok ? { type: "text/plain; charset=utf-8", text: made.text } : { refused: made.because };
  });
