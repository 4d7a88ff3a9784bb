import { type ReactNode, useId } from "react";

export type SectionProps = {
  title: string;
  description?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  children: ReactNode;
  id?: string | undefined;
};

export function Section({ title, description, actions, children, id }: SectionProps) {
  const titleId = useId();
  return (
    <section id={id} aria-labelledby={titleId} className="grid min-w-0 scroll-mt-16 content-start gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={titleId} className="text-md font-semibold tracking-[-0.006em]">
            {title}
          </h2>
          {description ? <div className="max-w-[70ch] text-pretty text-ink-2">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
