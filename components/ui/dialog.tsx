"use client";

import { type ReactNode, useId, useRef } from "react";
import { Button } from "./button";
import type { ButtonSize, ButtonVariant } from "./button-style";

export type ConfirmDialogProps = {
  /** The label of the button that opens it. */
  trigger: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  title: string;
  /** Who will see what, and when. */
  description?: ReactNode | undefined;
  /** The form, with its fields. */
  children: ReactNode;
  /** The button that does it: belongs to the form through its `form` attribute, or leave it out and put it in the form. */
  confirm?: ReactNode | undefined;
  cancelLabel?: string | undefined;
  disabled?: boolean | undefined;
};

/**
 * A native modal dialog, opened by the browser itself (`command`), so that a dangerous act is
 * asked about even where the page's script has not loaded.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, variant = "danger", size, title, description, children, confirm, disabled } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = { command: "close", commandfor: id };
  const open = { command: "show-modal", commandfor: id };
  const closeNow = () => withoutCommands(() => dialog.current?.close());
  return (
    <>
      <Button
        {...open}
        variant={variant}
        size={size}
        disabled={disabled}
        aria-haspopup="dialog"
        onClick={() => withoutCommands(() => dialog.current?.showModal())}
      >
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        id={id}
        role="alertdialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={description ? `${id}-about` : undefined}
        className="max-h-[calc(100dvh-2rem)] w-[32rem] max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg bg-surface text-start text-base font-normal whitespace-normal shadow-floating"
      >
        <h2 id={`${id}-title`} className="px-5 pt-4 text-md font-semibold">
          {title}
        </h2>
        {description ? (
          <div id={`${id}-about`} className="px-5 pt-1 text-ink-2">
            {description}
          </div>
        ) : null}
        <div className="grid gap-4 px-5 py-4">{children}</div>
        <div className="flex flex-wrap justify-end gap-2 border-t bg-sunken px-5 py-3">
          <Button {...close} onClick={closeNow}>
            {props.cancelLabel ?? "Cancel"}
          </Button>
          {confirm}
        </div>
      </dialog>
    </>
  );
}

/** For browsers that do not know `command` yet. */
function withoutCommands(act: () => void): void {
  if (!("command" in HTMLButtonElement.prototype)) act();
}
