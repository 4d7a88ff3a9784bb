import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Rules of axe that a theme or a width can break; the others say the same of the same page in whatever clothes. */
const CLOTHES = ["color-contrast", "scrollable-region-focusable"];
const WIDE = { colorScheme: "light", width: 1440, height: 900 } as const;
const NARROW = { colorScheme: "dark", width: 390, height: 844 } as const;

async function wear(page: Page, { colorScheme, ...size }: typeof WIDE | typeof NARROW): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(size);
  // Painted in it, and a colour that is on its way is neither of the two.
  await page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((painted) => requestAnimationFrame(painted));
    await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => null)));
  });
}

/** As people see the open page wide and light, and again narrow and dark: nothing sideways, nothing that axe complains of. */
export async function readsWell(page: Page, where = page.url()): Promise<void> {
  for (const look of [WIDE, NARROW]) {
    await wear(page, look);
    const said = `${where}, ${look.width} ${look.colorScheme}`;
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1,
    );
    expect(sideways, `${said}: scrolls sideways`).toBe(false);
    const axe = new AxeBuilder({ page });
    const { violations } = await (look === WIDE ? axe : axe.withRules(CLOTHES)).analyze();
    expect(
      violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`),
      said,
    ).toEqual([]);
  }
  await wear(page, WIDE);
}
