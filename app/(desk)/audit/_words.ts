import type { StreamType } from "@/domain/audit";

export const KINDS: Record<StreamType, string> = {
  case: "Cases",
  organization: "Organizations",
  project: "Projects",
  deployment: "The deployment",
};
