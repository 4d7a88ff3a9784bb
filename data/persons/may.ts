import { byAdmin } from "@/data/command";
import type { Member, SystemViewer, Viewer } from "@/domain/viewer";

/** A team's admin, for its own people; the operator, for everybody. */
export const mayManage = (v: Viewer): v is Member | SystemViewer =>
  byAdmin(v) || (v.kind === "system" && v.process === "cli");
