import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field-frame";
import { ENDINGS } from "@/domain/file/kinds";
import { FILE_BYTES, REFUSALS, type Refusal, sizeInWords } from "@/domain/file/limits";

const HINT = `At most ${sizeInWords(FILE_BYTES)}. Text and patches, pictures, PDF, archives, and documents of Word, Excel, PowerPoint and OpenDocument, judged by what is in them.`;

/** A form of the browser's own: a file goes up without script as with it. */
export function Upload({ reference, refused }: { reference: string; refused: Refusal | null }) {
  return (
    <form
      method="post"
      action={`/cases/${reference}/files/upload`}
      encType="multipart/form-data"
      className="grid max-w-[46rem] gap-3"
    >
      <Field label="File" name="file" hint={HINT} error={refused ? REFUSALS[refused] : undefined} required>
        {(control) => (
          <input
            {...control}
            type="file"
            accept={ENDINGS.map((e) => `.${e}`).join(",")}
            className="control min-h-8 max-w-full py-1.5"
          />
        )}
      </Field>
      <div>
        <Button type="submit" variant="primary">
          Upload
        </Button>
      </div>
    </form>
  );
}
