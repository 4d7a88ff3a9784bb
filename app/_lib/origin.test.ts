import { describe, expect, test } from "vitest";
import { foreign, isFromHere, seeOther } from "./origin";

const from = (origin?: string) => new Headers(origin === undefined ? {} : { origin });

describe("isFromHere", () => {
  test("takes the configured origin, whatever path the address has", () => {
    expect(isFromHere(from("https://curfew.example.org"), "https://curfew.example.org")).toBe(true);
    expect(isFromHere(from("http://localhost:3000"), "http://localhost:3000/")).toBe(true);
  });

  test.each([
    undefined,
    "",
    "null",
    "https://evil.example",
    "http://curfew.example.org",
    "https://curfew.example.org:8443",
    "https://curfew.example.org.evil.example",
    "https://curfew.example.org/",
  ])("refuses %j", (origin) => expect(isFromHere(from(origin), "https://curfew.example.org")).toBe(false));
});

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
