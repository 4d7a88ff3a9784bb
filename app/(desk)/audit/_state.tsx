import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { Facts } from "@/components/ui/definition-list";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { recordPage } from "@/data/record/queries";

type Chain = Awaited<ReturnType<typeof recordPage>>["chain"];
type Props = { chain: Chain; now: Temporal.Instant; zone: string | undefined };

/** How far what stands outside the database reaches, and what the last verification found. */
export function ChainState({ chain: { checkpoint, verified }, now, zone }: Props) {
  return (
    <Section
      title="Does the record hold?"
      description="Each entry is chained to the one before, and signed checkpoints of all of them are written outside the database."
      actions={<TextLink href="/audit/restore">After a restore</TextLink>}
    >
      <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
        <Facts
          items={[
            {
              label: "Last checkpoint outside",
              value: checkpoint ? (
                <>
                  Number {checkpoint.number}, <When at={checkpoint.at} now={now} zone={zone} />
                </>
              ) : (
                "None yet. The worker writes the first one when it runs."
              ),
            },
            {
              label: "Last verified",
              value: verified ? (
                <>
                  <When at={verified.at} now={now} zone={zone} /> by {verified.by}:{" "}
                  {verified.ok ? (
                    "every entry held"
                  ) : (
                    <strong className="font-medium text-danger">
                      it does not hold, first at {verified.place}
                    </strong>
                  )}
                </>
              ) : (
                <>
                  Never. Whoever operates this portal runs{" "}
                  <span className="font-mono text-sm">npm run curfew -- audit verify</span>
                </>
              ),
            },
          ]}
        />
      </div>
    </Section>
  );
}
