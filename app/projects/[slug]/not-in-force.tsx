import { When } from "@/app/_lib/when";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import type { Standing } from "@/domain/policy/versions";

/** Said before anything of a version that does not hold now. */
export function NotInForce({
  standing,
  slug,
  version,
}: {
  standing: Standing;
  slug: string;
  version: string;
}) {
  if (standing.state === "in force") return null;
  return (
    <Callout
      tone="attention"
      title={`Version ${version} is not in force`}
      action={<TextLink href={`/projects/${slug}`}>Read what is in force</TextLink>}
    >
      <p>{when(standing)}</p>
    </Callout>
  );
}

function when(of: Exclude<Standing, { state: "in force" }>) {
  switch (of.state) {
    case "earlier":
      return (
        <>
          It held from <When at={of.since} short /> until <When at={of.until} short />.
        </>
      );
    case "announced":
      return (
        <>
          It is announced, and holds from <When at={of.from} short />.
        </>
      );
    case "passed over":
      return "A newer version came into force before its own day, so it never held.";
  }
}
