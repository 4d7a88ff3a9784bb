import { ChevronDown, Mailbox } from "lucide-react";
import { Link } from "./ui/link";

export type DemoBarProps = {
  people: { id: string; name: string; role: string; current: boolean }[];
  /** The demo's clock, with its zone. */
  now: string;
  presets: { label: string; name: "advance"; value: string }[];
  actAsAction: string;
  clockAction: string;
  mailHref: string;
  returnTo: string;
};

const control =
  "min-h-7 rounded border border-white/25 bg-white/8 px-1.5 sm:px-2 text-white hover:bg-white/16 focus-visible:outline-white pointer-coarse:min-h-9";

/** Belongs to the demo and looks it: the same dark strip in both themes, above everything of the product's. */
export function DemoBar(props: DemoBarProps) {
  const { people, now, presets, actAsAction, clockAction, mailHref, returnTo } = props;
  const current = people.find((person) => person.current);
  return (
    <aside
      aria-label="Demo"
      className="demo-bar flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-1.5 text-xs text-white sm:gap-x-5 sm:px-6 sm:text-sm lg:px-5"
    >
      <form
        action={actAsAction}
        method="post"
        className="flex min-w-0 flex-1 items-center gap-1.5 sm:flex-none sm:gap-2"
      >
        <input type="hidden" name="returnTo" value={returnTo} />
        <strong className="mr-1 font-semibold">Demo</strong>
        <span className="relative min-w-0 flex-1 sm:w-72 sm:flex-none xl:w-[28rem]">
          <select
            key={current?.id}
            name="person"
            aria-label="Act as"
            defaultValue={current?.id}
            className={`${control} w-full appearance-none pr-7! text-ellipsis [&>option]:bg-surface [&>option]:text-ink`}
          >
            {current ? null : <option value="">Nobody: signed out</option>}
            {people.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}, {person.role}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            size={14}
            className="pointer-events-none absolute inset-y-0 right-2 my-auto"
          />
        </span>
        <button type="submit" className={control}>
          Switch
        </button>
      </form>
      <form
        action={clockAction}
        method="post"
        className="order-last flex w-full flex-wrap items-center gap-1 sm:order-none sm:w-auto sm:gap-2"
      >
        <input type="hidden" name="returnTo" value={returnTo} />
        <span className="mr-auto whitespace-nowrap tabular-nums sm:mr-1">{now}</span>
        {presets.map((preset) => (
          <button
            key={preset.value}
            type="submit"
            name={preset.name}
            value={preset.value}
            className={`${control} whitespace-nowrap`}
          >
            {preset.label}
          </button>
        ))}
      </form>
      <Link
        href={mailHref}
        className="inline-flex min-h-7 items-center gap-1.5 rounded underline-offset-3 hover:underline focus-visible:outline-white sm:ml-auto"
      >
        <Mailbox aria-hidden size={14} />
        Mailbox
      </Link>
    </aside>
  );
}
