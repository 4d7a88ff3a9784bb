import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style";
import { Link } from "./link";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
};

export function Button({
  variant = "secondary",
  size = "md",
  type = "button",
  className,
  ...props
}: ButtonProps) {
  return <button type={type} className={cn(buttonStyle({ variant, size }), className)} {...props} />;
}

export type LinkButtonProps = {
  href: string;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
  /** For files: the browser fetches the address itself, the router stays out of it. */
  download?: boolean | string | undefined;
  children: ReactNode;
};

export function LinkButton({
  href,
  variant = "secondary",
  size = "md",
  className,
  download,
  children,
}: LinkButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className);
  if (download !== undefined && download !== false) {
    return (
      <a href={href} download={download} className={style}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} className={style}>
      {children}
    </Link>
  );
}
