import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { irisSplit } from "../../testing/bodies.ts";
import { startConsoleGateway, type ConsoleGateway } from "./console-gateway.ts";
import { openBrowser } from "./open-browser.ts";
import { visit, type VisitOptions } from "./visit.ts";

const root = join(import.meta.dirname, "../../../../..");
const images = join(root, "docs/images");
/** For how many seconds models are asked before pictures for the documents are taken; none are written without it. */
// oxlint-disable-next-line node/no-process-env -- said by hand, when the page has changed
const seconds = Number(process.env["PICTURES_AFTER_SECONDS"] ?? 0);

const resources = new AsyncDisposableStack();
let gateway: ConsoleGateway;
let browser: Browser;

beforeAll(async () => {
  gateway = resources.use(await startConsoleGateway());
  browser = resources.use(await openBrowser());
  gateway.moveAlias("iris", "champion", "1");
  await askFor(seconds / 2);
  gateway.moveAlias("iris", "champion", "2");
  await askFor(seconds / 2);
});
afterAll(async () => await resources.disposeAsync());

/** So that there is something to see: more and less in turns, and some that is wrong. */
async function askFor(duration: number): Promise<void> {
  const endMs = performance.now() + duration * 1000;
  const topics = JSON.stringify({ inputs: ["The team won the match", "Shares fell on Monday"] });
  for (let turn = 0; performance.now() < endMs; turn += 1) {
    const bodies = turn % 40 < 15 ? [irisSplit] : [irisSplit, irisSplit, irisSplit, topics];
    await Promise.all(bodies.map((body) => ask(body === topics ? "topic" : "iris", body)));
    if (turn % 50 === 0) await ask("iris", "{}");
    await delay(5 + (turn % 40));
  }
}

async function ask(model: string, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${gateway.url}/models/${model}/invocations`, { method: "POST", headers, body });
  await answer.arrayBuffer();
}

interface Picture extends VisitOptions {
  readonly file: string;
  readonly place: string;
  readonly prepare: (page: Page) => Promise<void>;
}

async function whileAsked(page: Page): Promise<void> {
  await page.getByText("Memory").first().waitFor();
  await askFor(seconds);
}

const pictures: readonly Picture[] = [
  { file: "console-list-light.png", place: "", colorScheme: "light", height: 560, prepare: whileAsked },
  { file: "console-list-dark.png", place: "", colorScheme: "dark", height: 560, prepare: whileAsked },
  { file: "console-model.png", place: "#/models/iris", colorScheme: "light", prepare: whileAsked },
  { file: "console-try-picture.jpg", place: "#/models/catdog", colorScheme: "dark", prepare: tryPicture },
];

async function tryPicture(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Image" }).click();
  await page.locator('input[type="file"]').setInputFiles(join(root, "examples/images/cat.jpg"));
  await page.getByRole("button", { name: "Predict" }).click();
  const answer = page.getByRole("region", { name: "Answer", exact: true });
  await answer.getByText("Status").waitFor();
  await answer.scrollIntoViewIfNeeded();
}

test.for(pictures)("$file can be shown in documents", async ({ file, place, prepare, ...look }) => {
  await using visited = await visit(browser, `${gateway.url}/${place}`, look);
  const { page } = visited;
  await prepare(page);
  const type = file.endsWith("jpg") ? ({ type: "jpeg", quality: 85 } as const) : {};
  const picture = await page.screenshot({ animations: "disabled", ...type });
  expect(picture.length).toBeGreaterThan(10_000);
  expect(picture.length).toBeLessThan(150_000);
  if (seconds === 0) return;
  await mkdir(images, { recursive: true });
  await writeFile(join(images, file), picture);
});
