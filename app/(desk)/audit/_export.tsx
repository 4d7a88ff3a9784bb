import { Button } from "@/components/ui/button";

/** What was filtered, as a file. A plain form: the answer is the file itself. */
export function ExportForm({ fields }: { fields: Record<string, string> }) {
  return (
    <form method="post" action="/audit/export" className="grid gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="max-w-[70ch] text-ink-2">
        Export everything that the filter finds, without the notes, which may quote what is embargoed. The
        export is an entry itself, with your name and the filter.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="format" value="csv">
          Export as CSV
        </Button>
        <Button type="submit" name="format" value="jsonl">
          Export as JSON lines
        </Button>
      </div>
    </form>
  );
}
