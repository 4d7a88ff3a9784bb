import { RecipientList } from "@/components/recipient-list";

type Line = { id: string; name: string; detail: string; reason: string };

export type AudiencePreviewProps = {
  included: Line[];
  leftOut: Line[];
};

/** Who would get a notice, and who in its groups would not, each with the reason. */
export function AudiencePreview({ included, leftOut }: AudiencePreviewProps) {
  return (
    <div className="grid gap-4">
      <RecipientList
        title="Will get it"
        count={included.length}
        rows={included}
        empty="Nobody. Choose at least one organization that can receive it."
      />
      <RecipientList
        title="In these groups, and will not get it"
        count={leftOut.length}
        rows={leftOut}
        empty="Nobody: everybody in these groups gets it."
      />
    </div>
  );
}
