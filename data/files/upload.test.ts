import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { openFile } from "@/data/files/download";
import { listFiles, mayUpload } from "@/data/files/queries";
import { removeFile } from "@/data/files/remove";
import { confirmDestruction, proposeDestruction } from "@/data/retention/commands";
import { publicViewer } from "@/data/viewer";
import { FILE_BYTES, PART_BYTES } from "@/domain/file/limits";
import { scheduled } from "@/tests/case";
import { bring, hex, PATCH, rows, sent, upload } from "@/tests/case-files";
import { closed, DUE } from "@/tests/ended";
import { AUTHOR, letter, photo } from "@/tests/files";
import { ownDatabase } from "@/tests/own-database";
import { again, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeWorld, vllmPolicy } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

const missing = { code: "not_found" };

describe("uploading", () => {
  test("keeps the original as it came, in pieces, and makes a copy without metadata beside it", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const bytes = Buffer.from("x".repeat(PART_BYTES * 2 + 5));
    const id = await upload(w.ada, c, "../long.log", bytes);
    const picture = await photo("png");
    const shot = await upload(w.ada, c, "shot.png", picture, 0.92);
    const files = await listFiles(w.cyd, c.reference);
    expect(files).toMatchObject([
      {
        name: "long.log",
        mediaType: "text/plain",
        size: bytes.length,
        digest: hex(bytes),
        copy: null,
        heldBack: null,
      },
      { name: "shot.png", mediaType: "image/png", digest: hex(picture), uploadedBy: "Ada", versions: [] },
    ]);
    expect((await openFile(w.cyd, { ...c, id }, false)).bytes).toEqual(bytes);
    expect((await openFile(w.cyd, { ...c, id }, true)).bytes).toEqual(bytes);
    const original = (await openFile(w.cyd, { ...c, id: shot }, false)).bytes;
    expect(Buffer.from(original).includes(AUTHOR)).toBe(true);
    const copy = (await openFile(w.cyd, { ...c, id: shot }, true)).bytes;
    expect((await sharp(copy).metadata()).exif).toBeUndefined();
    expect(hex(copy)).toBe(files[1]?.copy?.digest);
  });

  test("is for members of the project alone: to everybody else there is no such case", async () => {
    const { w, org, c } = await sent();
    const other = await makeWorld();
    await makeProject(w, vllmPolicy(), [w.cyd]);
    await asOwner(
      (sql) => sql`update project_members set ended_at = now()
        where project_id = ${w.projectId} and user_id = ${w.cyd.userId}`,
    );
    const colleague = await again(w.cyd);
    await expect(listFiles(colleague, c.reference)).rejects.toMatchObject(missing);
    expect(await rows(colleague)).toEqual([0, 0, []]);
    for (const who of [other.ada, colleague, org.person, publicViewer()])
      await expect(upload(who, c), who.kind).rejects.toMatchObject(missing);
    await expect(mayUpload(other.ada, c.reference)).rejects.toMatchObject(missing);
    await expect(listFiles(other.ada, c.reference)).rejects.toMatchObject(missing);
  });

  test.each([
    ["kind", "a.txt", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0])],
    ["kind", "a.txt", Buffer.from("a\0b")],
    ["mismatch", "page.html", Buffer.from("<html></html>")],
    ["mismatch", "logo.svg", Buffer.from("<svg/>")],
    ["mismatch", "fix.exe", PATCH],
    ["name", "...", PATCH],
    ["empty", "a.txt", Buffer.alloc(0)],
    ["too_large", "a.txt", Buffer.alloc(FILE_BYTES + 1, "a")],
  ])("refuses as %s what is called %s, in words that say what is taken", async (reason, name, bytes) => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await expect(upload(w.ada, c, name, bytes)).rejects.toMatchObject({ code: "refused", reason });
    expect(await listFiles(w.ada, c.reference)).toEqual([]);
  });

  test("refuses a picture whose content is a PDF, and more files than a case holds, those taken off included", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await expect(upload(w.ada, c, "a.png", await letter())).rejects.toMatchObject({ reason: "mismatch" });
    const id = await upload(w.ada, c);
    await removeFile(w.ada, { reference: c.reference, fileId: id }, at(1));
    await asOwner(
      (sql) => sql`insert into case_files (case_id, name, media_type, size, digest, uploaded_by, uploaded_at)
        select case_id, name, media_type, size, digest, uploaded_by, uploaded_at from case_files, generate_series(1, 49)
        where id = ${id}`,
    );
    await expect(upload(w.ada, c)).rejects.toMatchObject({ reason: "too_many" });
  });

  test("that fails half way leaves nothing: no row, no piece, no entry", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await asOwner(async (sql) => {
      await sql.unsafe(`create function break_copy() returns trigger language plpgsql as $$
        begin if new.part = 'copy' then raise exception 'the power went'; end if; return new; end $$;
        create trigger break_copy before insert on case_file_parts for each row execute function break_copy()`);
    });
    const count = () =>
      asOwner(async (sql) => {
        const [row] =
          await sql`select (select count(*)::int from case_files where case_id = ${c.caseId}) as files,
          (select count(*)::int from case_file_parts p join case_files f on f.id = p.file_id where f.case_id = ${c.caseId}) as parts,
          (select count(*)::int from audit_entries where stream_id = ${c.caseId} and action like 'file.%') as entries`;
        return row;
      });
    await expect(upload(w.ada, c, "a.png", await photo("png"))).rejects.toThrow();
    expect(await count()).toEqual({ files: 0, parts: 0, entries: 0 });
    await asOwner((sql) =>
      sql.unsafe("drop trigger break_copy on case_file_parts; drop function break_copy"),
    );
    await upload(w.ada, c, "a.png", await photo("png"));
    expect(await count()).toEqual({ files: 1, parts: 2, entries: 1 });
  });

  test("keeps what can't be stripped as evidence, and lets it into no version", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const bytes = await letter((pdf) => pdf.encrypt({ userPassword: "a", ownerPassword: "b" }));
    const id = await upload(w.ada, c, "a.pdf", bytes);
    expect(await listFiles(w.ada, c.reference)).toMatchObject([{ heldBack: "encrypted", copy: null }]);
    await expect(bring(w.ada, c, [id])).rejects.toMatchObject({ fields: { fileIds: expect.any(String) } });
    expect((await openFile(w.ada, { ...c, id }, false)).bytes).toEqual(Buffer.from(bytes));
    await expect(openFile(w.ada, { ...c, id }, true)).rejects.toMatchObject(missing);
  });
});

describe("the pieces of a file", () => {
  const swap = (fileId: string, a: string, b: string) =>
    asOwner((sql) =>
      sql.unsafe(`update case_file_parts p set bytes = q.bytes from case_file_parts q
        where p.file_id = '${fileId}' and ${a} and ${b}`),
    );

  test("open in their own place alone: not as another piece, not as the copy, not in another file", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const bytes = Buffer.from("x".repeat(PART_BYTES * 2));
    const make = () => upload(w.ada, c, "a.log", bytes);
    const [one, two, four, three] = [
      await make(),
      await make(),
      await make(),
      await upload(w.ada, c, "a.png", await photo("png")),
    ];
    await swap(one, "p.number = 0", "q.file_id = p.file_id and q.number = 1");
    await swap(two, "p.number = 0", `q.file_id = '${four}' and q.number = 0`);
    await swap(three, "p.part = 'copy'", "q.file_id = p.file_id and q.part = 'original'");
    for (const [id, copy] of [
      [one, false],
      [two, false],
      [three, true],
    ] as const)
      await expect(openFile(w.ada, { ...c, id }, copy)).rejects.toThrow("belongs elsewhere");
  });

  test("are all there, or the file is not given", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const id = await upload(w.ada, c, "a.log", Buffer.from("x".repeat(PART_BYTES * 2)));
    await asOwner((sql) => sql`delete from case_file_parts where file_id = ${id} and number = 1`);
    await expect(openFile(w.ada, { ...c, id }, false)).rejects.toThrow("not what was stored");
  });
});

test("once the key of the case is destroyed, no file opens, and the pages say so in place of its name", async () => {
  const { w, caseId, reference } = await closed();
  const c = { caseId, reference };
  await expect(upload(w.ada, c)).rejects.toMatchObject({ reason: "ended" });
  await asOwner((sql) => sql`update cases set state = 'prenotified' where id = ${caseId}`);
  const file = await upload(w.ada, c);
  await asOwner((sql) => sql`update cases set state = 'closed' where id = ${caseId}`);
  const { destructionId } = await proposeDestruction(w.ada, { subjectId: caseId }, at(DUE));
  await confirmDestruction(w.ben, { destructionId }, at(DUE));
  await expect(openFile(w.ada, { reference, id: file }, false)).rejects.toMatchObject(missing);
  const [listed] = await listFiles(w.ada, reference);
  expect([listed?.name, listed?.digest]).toEqual([
    expect.stringContaining("Destroyed"),
    expect.stringContaining("Destroyed"),
  ]);
});
