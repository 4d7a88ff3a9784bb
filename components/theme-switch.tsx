import { Monitor, Moon, Sun } from "lucide-react";
import { cn } from "@/lib/cn";

export type Theme = "system" | "light" | "dark";
export type ThemeSwitchProps = { current: Theme; returnTo?: string | undefined };

const choices = [
  { value: "system", label: "System", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

export function ThemeSwitch({ current, returnTo }: ThemeSwitchProps) {
  return (
    <form action="/theme" method="post" aria-label="Theme" className="flex items-center gap-1">
      {returnTo === undefined ? null : <input type="hidden" name="returnTo" value={returnTo} />}
      {choices.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="submit"
          name="theme"
          value={value}
          aria-pressed={value === current}
          className={cn(
            "inline-flex min-h-7 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink",
            value === current && "bg-accent-soft font-medium text-ink",
          )}
        >
          <Icon aria-hidden size={14} />
          {label}
        </button>
      ))}
    </form>
  );
}
