import { describeFindings } from "@/tests/findings";

describeFindings([
  {
    kind: "credit-in-and-out",
    when: `
    credit: [{ rule: unlessDeclined }, { rule: withPermission }]`,
    at: ["credit[0].rule", "credit[1].rule"],
    unless: {
      "both places say the same": `
    credit: [{ rule: withPermission }, { rule: withPermission, text: If desired. }]`,
    },
  },
  {
    kind: "dependencies-in-and-out",
    when: `
    scope: { in: [{ text: Listed ones., dependencies: true }], out: [{ text: Known ones., dependencies: true }] }`,
    at: ["scope.in[0]", "scope.out[0]"],
    unless: {
      "they are out alone": `
    scope: { in: [{ text: The code. }], out: [{ text: Known ones., dependencies: true }] }`,
    },
  },
]);
