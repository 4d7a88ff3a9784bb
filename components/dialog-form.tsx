"use client";

import type { ReactNode } from "react";
import { ActionForm, type ActionFormProps, AnswerMessage } from "@/components/action-form";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { ConfirmDialog } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";
import { cn } from "@/lib/cn";

export type DialogFormProps = Pick<ActionFormProps, "action" | "submission"> & {
  trigger: ReactNode;
  title: string;
  description?: ReactNode | undefined;
  /** The words on the button that does it. */
  confirm: string;
  pendingLabel?: string | undefined;
  /** Of the button that opens it, and of the one that does it. */
  variant?: ButtonVariant | undefined;
  confirmVariant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** At which end of its place the button stands. */
  align?: "start" | "end" | undefined;
  children: ReactNode;
};

/**
 * A form behind a button, in a dialog. The dialog lies inside the form, so that a refusal shows beside the button too:
 * without a script the page comes back with the dialog closed.
 */
export function DialogForm({
  action,
  submission,
  children,
  confirm,
  pendingLabel,
  align = "end",
  ...props
}: DialogFormProps) {
  const { confirmVariant = "primary", variant = "secondary", size = "sm", ...dialog } = props;
  return (
    <ActionForm
      action={action}
      submission={submission}
      className={cn("flex flex-col gap-2", align === "end" ? "items-end max-sm:items-start" : "items-start")}
    >
      <ConfirmDialog
        {...dialog}
        variant={variant}
        size={size}
        confirm={
          <SubmitButton variant={confirmVariant} pendingLabel={pendingLabel}>
            {confirm}
          </SubmitButton>
        }
      >
        <AnswerMessage />
        {children}
      </ConfirmDialog>
    </ActionForm>
  );
}
