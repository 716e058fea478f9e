import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startConsoleGateway, type ConsoleGateway } from "./console-gateway.ts";
import { openBrowser } from "./open-browser.ts";
import { visit, type VisitOptions } from "./visit.ts";

const resources = new AsyncDisposableStack();
let gateway: ConsoleGateway;
let browser: Browser;

beforeAll(async () => {
  gateway = resources.use(await startConsoleGateway());
  browser = resources.use(await openBrowser());
});
afterAll(async () => await resources.disposeAsync());

const cases: readonly (readonly [string, VisitOptions])[] = [
  ["", { colorScheme: "light" }],
  ["", { colorScheme: "dark" }],
  ["", { width: 360 }],
  ["#/models/iris", { colorScheme: "light" }],
  ["#/models/iris", { colorScheme: "dark" }],
  ["#/models/iris", { width: 360 }],
  ["#/models/topic", { colorScheme: "light" }],
  ["#/models/catdog", { colorScheme: "dark" }],
  ["#/models/tulips", { colorScheme: "dark" }],
];

async function untilShown(page: Page, place: string): Promise<void> {
  const name = decodeURIComponent(place.split("/").at(-1) ?? "");
  if (place === "") await page.getByRole("table", { name: "Models" }).waitFor();
  else await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
  if (name !== "" && name !== "tulips") await page.getByRole("button", { name: "Predict" }).waitFor();
}

/** What keeps people from using the page, as far as rules can tell. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test.for(cases)("/%s has no serious fault for those who need help: %o", async ([place, look]) => {
  await using visited = await visit(browser, `${gateway.url}/${place}`, look);
  const { page } = visited;
  await untilShown(page, place);
  expect(await seriousFaults(page)).toEqual([]);
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  expect([...visited.complaints, ...visited.strangers]).toEqual([]);
});

test.for<VisitOptions>([{ colorScheme: "light" }, { colorScheme: "dark" }, { width: 360 }])(
  "the dialog that splits the traffic has no serious fault either: %o",
  async (look) => {
    await using visited = await visit(browser, `${gateway.url}/#/models/iris`, look);
    const { page } = visited;
    await untilShown(page, "#/models/iris");
    await page.getByRole("button", { name: "Traffic" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    expect([...visited.complaints, ...visited.strangers]).toEqual([]);
  },
);

/** What the keyboard must reach: all that can be clicked or written in; of radio buttons and tabs, those that lead. */
const controls = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
  (each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)`;

test.for(["", "#/models/iris", "#/models/topic", "#/models/catdog"])(
  "the keyboard alone reaches every control of %j, and it is seen where it is",
  async (place) => {
    await using visited = await visit(browser, `${gateway.url}/${place}`);
    const { page } = visited;
    await untilShown(page, place);
    const count = await page.evaluate<number>(`${controls}.length`);
    expect(count).toBeGreaterThan(2);
    const reached = new Set<number>();
    const hidden: string[] = [];
    for (let step = 0; step < 2 * count + 10; step += 1) {
      await page.keyboard.press("Tab");
      const index = await page.evaluate<number>(`${controls}.indexOf(document.activeElement)`);
      if (index >= 0) reached.add(index);
      if (index >= 0 && !(await page.evaluate<boolean>(isMarked)))
        hidden.push(await page.evaluate<string>("document.activeElement.outerHTML"));
    }
    const missed = Array.from({ length: count }, (_, index) => index).filter((index) => !reached.has(index));
    const htmls = await page.evaluate<string[]>(`${controls}.map((each) => each.outerHTML)`);
    expect(missed.map((index) => htmls[index])).toEqual([]);
    expect(hidden).toEqual([]);
  },
);

const isMarked = `(() => {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
  return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
})()`;

test("a model is asked, and a question left, by the keyboard alone", async () => {
  await using visited = await visit(browser, `${gateway.url}/#/models/iris`);
  const { page } = visited;
  await untilShown(page, "#/models/iris");
  await page.getByRole("textbox", { name: "petal_width", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Answer", exact: true }).getByText("Status").waitFor();
  await page.getByRole("button", { name: "Reload" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Reload");
});

test("the theme that was chosen stays", async () => {
  await using visited = await visit(browser, gateway.url);
  const { page } = visited;
  await untilShown(page, "");
  const ground = "getComputedStyle(document.body).backgroundColor";
  const before = await page.evaluate<string>(ground);
  await page.getByRole("button", { name: "Theme" }).click();
  await expect.poll(() => page.evaluate<string>(ground)).not.toBe(before);
  const chosen = await page.evaluate<string>(ground);
  await page.reload();
  await untilShown(page, "");
  await expect.poll(() => page.evaluate<string>(ground)).toBe(chosen);
});

const timing = z.object({ paintMs: z.number(), bytes: z.number(), files: z.number() });

test("the first paint comes within a second, and all that is loaded for it is at most 150 kB", async () => {
  await using visited = await visit(browser, `${gateway.url}/#/models/iris`);
  await untilShown(visited.page, "#/models/iris");
  const { paintMs, bytes, files } = timing.parse(
    await visited.page.evaluate(`(() => {
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const loaded = performance.getEntriesByType("resource").filter(({ name }) => /[.](js|css)$/.test(name));
      const bytes = loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
      return { paintMs: paint.startTime, bytes, files: loaded.length };
    })()`),
  );
  expect(files).toBeGreaterThan(1);
  expect(paintMs).toBeLessThan(1000);
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThan(150_000);
});
