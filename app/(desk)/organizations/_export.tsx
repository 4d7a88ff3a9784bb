import { Button } from "@/components/ui/button";

/** What was filtered, as a file. A plain form: the answer is the file itself. */
export function ExportForm({ fields }: { fields: Record<string, string> }) {
  return (
    <form
      method="post"
      action="/organizations/export"
      className="flex flex-wrap items-center gap-x-4 gap-y-2"
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit">Export as CSV</Button>
      <p className="max-w-[70ch] text-ink-2">
        Everything that the filter finds, with role addresses and without those of persons. The export is on
        record, with your name and the filter.
      </p>
    </form>
  );
}
