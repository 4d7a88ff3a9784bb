import { served } from "@/app/_lib/served";
import { publicPolicy } from "@/data/policies/public";
import { publicViewer } from "@/data/viewer";

type Context = { params: Promise<{ slug: string }> };

/** The policy in force as data: the very document that was adopted. */
export const GET = (_: Request, { params }: Context): Promise<Response> =>
  served(async () => {
    const { source } = await publicPolicy(publicViewer(), (await params).slug);
    return { type: "application/yaml", text: source };
  });
