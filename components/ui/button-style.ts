import { cva, type VariantProps } from "class-variance-authority";

export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-2 rounded-md border text-center font-medium transition-colors duration-100 disabled:opacity-55 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent-fill text-white shadow-raised not-disabled:hover:bg-accent-fill-hover",
        secondary: "border-line-strong bg-surface text-ink shadow-raised not-disabled:hover:bg-hover",
        ghost: "border-transparent text-ink-2 not-disabled:hover:bg-hover not-disabled:hover:text-ink",
        danger:
          "border-transparent bg-danger-fill text-white shadow-raised not-disabled:hover:bg-danger-fill-hover",
      },
      size: {
        sm: "min-h-7 px-2.5 py-0.5 text-sm pointer-coarse:min-h-9",
        md: "min-h-8 px-3 py-1 text-base pointer-coarse:min-h-10",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Variants = VariantProps<typeof buttonStyle>;
export type ButtonVariant = NonNullable<Variants["variant"]>;
export type ButtonSize = NonNullable<Variants["size"]>;
