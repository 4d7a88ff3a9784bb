"use client";

import type { ReactNode } from "react";
import { ActionForm, type ActionFormProps, AnswerMessage } from "@/components/action-form";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { ConfirmDialog } from "@/components/ui/dialog";
import { SubmitButton } from "@/components/ui/submit-button";

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
  ...props
}: DialogFormProps) {
  const { confirmVariant = "primary", variant = "secondary", size = "sm", ...dialog } = props;
  return (
    <ActionForm
      action={action}
      submission={submission}
      className="flex flex-col items-end gap-2 max-sm:items-start"
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
