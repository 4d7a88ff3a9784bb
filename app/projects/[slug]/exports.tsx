import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { Section } from "@/components/ui/section";

type Props = { slug: string; expires: Temporal.Instant; zone: string | undefined };

/** The same policy for a repository, a site and other tools. */
export function Exports({ slug, expires, zone }: Props) {
  const files = [
    { name: "SECURITY.md", what: "for the project’s repository" },
    { name: "security.txt", what: "for its site (RFC 9116)" },
    { name: "policy.yaml", what: "the document itself, as data" },
  ];
  return (
    <Section title="To take along">
      <ul className="grid list-disc gap-1 pl-5 marker:text-ink-3">
        {files.map((f) => (
          <li key={f.name}>
            {/* Files, which no page of ours draws. */}
            <a
              href={`/projects/${slug}/${f.name}`}
              className="text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
            >
              {f.name}
            </a>
            , {f.what}
          </li>
        ))}
      </ul>
      <p className="text-ink-2">
        security.txt expires <When at={expires} zone={zone} short />.
      </p>
    </Section>
  );
}
