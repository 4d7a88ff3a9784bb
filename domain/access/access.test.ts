import { describe, expect, test } from "vitest";
import { PERSONAS, type Persona, STATES } from "@/domain/access/personas";
import { accessLines, countProbes, pageProbes } from "@/domain/access/probes";
import { answerTo, readsText } from "@/domain/access/rules";
import { ACTIONS, ROUTES } from "@/domain/access/table";
import { CASE_STATES } from "@/domain/case/state";

const everybody = Object.keys(PERSONAS) as Persona[];

describe("the table of who may ask what", () => {
  test("tries every state that a case can be in, overdue too", () => {
    expect([...STATES].sort()).toEqual([...CASE_STATES, "overdue"].sort());
  });

  test("opens a case before it is public to its project and to vendors that were told, and to nobody else", () => {
    for (const persona of everybody)
      for (const { what, state, rule } of pageProbes(persona)) {
        if (!what.includes("[reference]") || state === "public" || state === "closed") continue;
        if (answerTo(rule, persona, state) !== "yes") continue;
        expect(["member", "recused", "reader", "keeper", "undecided"], `${what} ${state}`).toContain(persona);
      }
  });

  test("lets nobody who is not signed in, or only behind a mailbox, read a text before it is public", () => {
    for (const persona of ["nobody", "mailbox"] as const)
      for (const { what, state, rule } of pageProbes(persona))
        if (state !== "public" && state !== "closed")
          expect(readsText(rule, persona, state), what).toBe(false);
  });

  test("has a line for each route and action, and says how many tries it makes", () => {
    const text = accessLines().join("\n");
    for (const name of Object.keys(ROUTES)) expect(text).toContain(` ${name} `);
    expect(accessLines().filter((line) => line.startsWith("ACTION"))).toHaveLength(
      Object.keys(ACTIONS).length,
    );
    const { pages, posts } = countProbes();
    expect(pages).toBeGreaterThan(1000);
    expect(posts).toBeGreaterThan(500);
  });
});
