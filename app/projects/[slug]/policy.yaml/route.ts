import { served } from "@/app/_lib/served";
import { publicPolicy } from "@/data/policies/public";
import { publicViewer } from "@/data/viewer";
import { writePolicy } from "@/formats/policy/write";

type Context = { params: Promise<{ slug: string }> };

/** The policy in force as data: the very document that was adopted, where it was kept. */
export const GET = (_: Request, { params }: Context): Promise<Response> =>
  served(async () => {
    const { policy, source } = await publicPolicy(publicViewer(), (await params).slug);
    return { type: "application/yaml", text: source ?? writePolicy(policy) };
  });
