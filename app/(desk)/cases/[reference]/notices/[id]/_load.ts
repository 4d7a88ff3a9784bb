import { cache } from "react";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { getNotice } from "@/data/notices/queries";
import { notFound } from "@/lib/errors";

export type NoticeParams = { params: Promise<{ reference: string; id: string }> };
export type DeskNotice = Awaited<ReturnType<typeof getNotice>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The notice of a page. An address that is no id is as absent as one that is nobody's. */
export const loadNotice = cache(async (reference: string, id: string): Promise<DeskNotice> => {
  const viewer = await requireMember();
  return orNotFound(UUID.test(id) ? getNotice(viewer, reference, id) : Promise.reject(notFound()));
});
