import { hrefOf } from "@/domain/policy/targets";

/** Words that lead to a page, an address or a telephone; words alone where the target is none of these. */
export function Target({ target, children }: { target: string | null; children: string }) {
  const href = hrefOf(target);
  if (href !== null)
    return (
      <a
        href={href}
        rel="noreferrer noopener nofollow"
        className="break-words text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
      >
        {children}
      </a>
    );
  return (
    <>
      {children}
      {target !== null && target !== children ? (
        <span className="break-words text-ink-2"> ({target})</span>
      ) : null}
    </>
  );
}
