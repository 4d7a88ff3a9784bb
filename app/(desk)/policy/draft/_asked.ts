"use client";

import { type ComponentType, createContext } from "react";
import type { Mark } from "@/app/(desk)/policy/draft/_marks";
import type { Path } from "@/formats/policy/edit";
import type { JsonSchema } from "@/formats/policy/form";

/** Changes the source by a function of it: two changes at once lose neither. */
export type Change = (by: (source: string) => string) => void;

export type FieldProps = {
  path: Path;
  schema: JsonSchema;
  root: JsonSchema;
  value: unknown;
  marks: readonly Mark[];
  change: Change;
  label: string;
  removable: boolean;
  /** Its label stands above it already. */
  bare?: boolean;
};

/** What draws one field. Fields are made of fields; this is where a part of one finds the whole again. */
export const FieldOf = createContext<ComponentType<FieldProps>>(() => null);
