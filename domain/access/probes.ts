import { isContact, PERSONAS, type Persona, STATES, type State } from "@/domain/access/personas";
import { answerTo, type Rule } from "@/domain/access/rules";
import { ACTIONS, ROUTES } from "@/domain/access/table";

/** One try: who asks for what, while the case is in which state. */
export type Probe = { persona: Persona; what: string; state: State; rule: Rule };

const EVERYBODY = Object.keys(PERSONAS) as Persona[];

/** In every state where the address names a case; in one where it does not. */
const statesOf = (route: string): readonly State[] =>
  route.includes("[reference]") ? STATES : ["prenotified"];

/** Rules that know no contact: what they answer one they answer all of them. */
const OF_THE_DESK: readonly Rule[] = ["members", "admins", "project", "applicants"];
/** Of the contacts one, who may most, stands for the others where a rule knows none of them. */
const isStoodFor = (persona: Persona, rule: Rule): boolean =>
  isContact(persona) && persona !== "keeper" && OF_THE_DESK.includes(rule);

/** Every page and file, asked for by everybody, in every state; in one, where another contact stands for this one. */
export const pageProbes = (persona: Persona): Probe[] =>
  Object.entries(ROUTES).flatMap(([what, { GET }]) => {
    if (!GET) return [];
    const states = isStoodFor(persona, GET) ? (["prenotified"] as const) : statesOf(what);
    return states.map((state) => ({ persona, what, state, rule: GET }));
  });

/** Every form's address and every action that is kept from this persona, posted to directly. */
export const postProbes = (persona: Persona): Probe[] =>
  [
    ...Object.entries(ROUTES).flatMap(([what, { POST }]) => (POST ? [{ what, rule: POST }] : [])),
    ...Object.entries(ACTIONS).map(([what, rule]) => ({ what, rule })),
  ]
    .map((p) => ({ ...p, persona, state: "prenotified" as const }))
    .filter((p) => answerTo(p.rule, persona, p.state) !== "yes" && !isStoodFor(persona, p.rule));

/** How many tries the table makes; what is hidden is tried once more with an id that never was. */
export function countProbes(): { pages: number; posts: number } {
  const all = (of: (persona: Persona) => Probe[]) => EVERYBODY.flatMap(of).length;
  return { pages: all(pageProbes), posts: all(postProbes) };
}

const CELLS = { yes: "yes", no: "·", door: "door", on: "on" };

/** What one persona hears, in a word; where it depends on the state, the states in which it is theirs. */
function cell(rule: Rule, persona: Persona, states: readonly State[]): string {
  const answers = states.map((s) => answerTo(rule, persona, s));
  const [first] = answers;
  if (first && answers.every((a) => a === first)) return CELLS[first];
  return states.filter((_, i) => answers[i] === "yes").join("+");
}

/** The table for people: a line per route and action, a column per persona. */
export function accessLines(): string[] {
  const routes = Object.entries(ROUTES).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, rule]) => ({
      name: `${method} ${route}`,
      rule,
      states: statesOf(route),
    })),
  );
  const actions = Object.entries(ACTIONS).map(([name, rule]) => ({
    name: `ACTION ${name.replace(/^app\//, "").replace("actions.ts", "")}`,
    rule,
    states: ["prenotified"] as const,
  }));
  const rows = [...routes, ...actions].map(({ name, rule, states }) => [
    name,
    rule,
    ...EVERYBODY.map((persona) => cell(rule, persona, states)),
  ]);
  const all = [["what", "who may", ...EVERYBODY], ...rows];
  // What differs by state is long, and stands below in words.
  const short = all.map((row) => row.map((text, i) => (i > 1 && text.includes("+") ? "by state" : text)));
  const widths = short[0]?.map((_, i) => Math.max(...short.map((row) => row[i]?.length ?? 0))) ?? [];
  const byState = [
    ...new Set(
      rows.flatMap((row) =>
        row
          .slice(2)
          .filter((text) => text.includes("+"))
          .map((text) => `${row[1]}: ${text.replaceAll("+", ", ")}`),
      ),
    ),
  ];
  return [
    ...short.map((row) =>
      row
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    "",
    "yes: theirs.  ·: 404, as if it had never been.  door: to the sign-in, or the factor that is lacking.  on: to a page of theirs.",
    ...byState.map((line) => `by state, ${line}.`),
  ];
}
