import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { changedFields, missingFrom } from "@/domain/advisory/advisory";

const _NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

test("an advisory without impact or mitigation says what is missing, and versions say what changed", () => {
  const empty = {
    title: "t",
    summary: "",
    description: "",
    impact: " ",
    affected: "a",
    fixed: "f",
    mitigation: "",
    references: "",
  };
  expect(missingFrom(empty)).toEqual(["Impact", "Mitigation"]);
  expect(changedFields(empty, { ...empty, impact: "x", fixed: "g" })).toEqual(["Impact", "Fixed versions"]);
});
