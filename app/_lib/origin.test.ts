import { expect, test } from "vitest";
import { foreign, seeOther } from "./origin";

test("a foreign form is answered 403, and says that nothing changed", async () => {
  const answer = foreign();
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("Nothing was changed");
});

test("after a form comes a GET", () => {
  const answer = seeOther("/today", { "x-one": "1" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/today");
  expect(answer.headers.get("x-one")).toBe("1");
});
