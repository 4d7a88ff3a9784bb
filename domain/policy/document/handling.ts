import { type Fact, fact } from "@/domain/policy/document/parts";
import type { Handling } from "@/domain/policy/parts/vendor";
import { ARTIFACTS, FACTS, PERMISSIONS, SCOPES, SHARED_WITH } from "@/domain/policy/vocabulary";
import { listed } from "@/domain/policy/words";

/** What the table of handling says, in lines. */
export function handlingFacts(h: Handling): Fact[] {
  const only = [
    ...(h.needToKnow ? ["only who needs to know"] : []),
    ...(h.acceptTermsFirst ? ["each accepts the same terms first"] : []),
  ];
  return [
    fact(
      "Say before it is public",
      h.maySay.length > 0 ? h.maySay.map((f) => FACTS[f]).join("; ") : "nothing",
    ),
    ...h.deploy.map((d) =>
      fact(`Deploy ${ARTIFACTS[d.artifact]} ${SCOPES[d.scope]}`, PERMISSIONS[d.answer], { note: d.text }),
    ),
    fact(
      h.deploy.length > 0 ? "Deploy anything else" : "Deploy before it is public",
      h.deployDefault ? PERMISSIONS[h.deployDefault] : "the policy does not say: ask the team first",
    ),
    fact(
      "Share it",
      h.share.length > 0
        ? `with ${[listed(h.share.map((s) => SHARED_WITH[s])), ...only].join("; ")}`
        : "the policy does not say: ask the team first",
    ),
  ];
}
