import { expect, test } from "vitest";
import { mayReadContent } from "@/domain/case/visibility";

test("content is readable only after the own organization's consent, or once it is public", () => {
  const contact = { kind: "contact" } as Parameters<typeof mayReadContent>[0];
  const reach = (
    consent: "accepted" | "declined" | "none",
    published = false,
    memberships: ("active" | "withdrawn")[] = ["active"],
  ) => ({
    projectId: "p",
    published,
    toViewer: { told: true, memberships, leftReadable: false, held: false, consent },
  });
  expect(mayReadContent(contact, reach("accepted"))).toBe(true);
  for (const consent of ["declined", "none"] as const)
    expect(mayReadContent(contact, reach(consent))).toBe(false);
  expect(mayReadContent(contact, reach("none", true))).toBe(true);
  expect(mayReadContent(contact, reach("accepted", true, ["withdrawn"]))).toBe(false);
});
