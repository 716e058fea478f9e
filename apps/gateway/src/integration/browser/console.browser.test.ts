import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { adminToken, startConsoleGateway, type ConsoleGateway } from "./console-gateway.ts";
import { openBrowser } from "./open-browser.ts";
import { visit, type Visit } from "./visit.ts";

const images = join(import.meta.dirname, "../../../../../examples/images");
const resources = new AsyncDisposableStack();
let gateway: ConsoleGateway;
let browser: Browser;
let visited: Visit;
let page: Page;

beforeAll(async () => {
  gateway = resources.use(await startConsoleGateway());
  browser = resources.use(await openBrowser());
});
afterAll(async () => await resources.disposeAsync());
beforeEach(async () => {
  visited = await visit(browser, gateway.url);
  ({ page } = visited);
  page.setDefaultTimeout(15_000);
});
afterEach(async () => {
  const { complaints, strangers } = visited;
  await visited[Symbol.asyncDispose]();
  const faults = [...complaints, ...strangers];
  if (faults.length > 0) throw new Error(`the page did what it should not: ${faults.join("; ")}`);
});

function rowOf(name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
}

async function openModel(name: string): Promise<void> {
  await page.getByRole("table", { name: "Models" }).getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
}

async function predict(): Promise<string> {
  await page.getByRole("button", { name: "Predict" }).click();
  const answer = page.getByRole("region", { name: "Answer", exact: true });
  await answer.getByText("Status").waitFor();
  return await answer.innerText();
}

async function fillIn(row: Readonly<Record<string, string>>): Promise<void> {
  for (const [column, value] of Object.entries(row))
    await page.getByRole("textbox", { name: column, exact: true }).fill(value);
}

/** Says yes in a dialog, as the operator where it asks who that is. */
async function confirm(dialog: Locator): Promise<void> {
  const token = dialog.getByLabel("Admin token");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect.poll(async () => (await token.count()) > 0 || (await dialog.count()) === 0).toBe(true);
  if ((await token.count()) === 0) return;
  await token.fill(adminToken);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Which versions answer so many requests to iris that name none. */
async function answeringVersions(count: number): Promise<ReadonlySet<string | null>> {
  const body = '{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}';
  const asked = Array.from({ length: count }, () =>
    fetch(`${gateway.url}/models/iris/predict`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    }),
  );
  return new Set((await Promise.all(asked)).map(({ headers }) => headers.get("x-model-version")));
}

/** Waits until the history's newest lines say so. */
async function untilHistory(text: string): Promise<void> {
  await page.getByRole("list", { name: "History" }).getByText(text).first().waitFor();
}

test("the models are listed with their states, and why one has failed", async () => {
  for (const name of ["iris", "topic", "catdog"]) await rowOf(name).getByText("ready").waitFor();
  await rowOf("tulips").getByText("failed").waitFor();
  expect(await rowOf("tulips").innerText()).toContain("iris has no alias tulips");
});

test("a model that failed to load says why on its page", async () => {
  await openModel("tulips");
  expect(await page.getByRole("main").innerText()).toContain("iris has no alias tulips");
});

test("a table is put in by the names of its columns and answered", async () => {
  await openModel("iris");
  await page.getByRole("tab", { name: "Table" }).click();
  await fillIn({ sepal_length: "5.1", sepal_width: "3.5", petal_length: "1.4", petal_width: "0.2" });
  expect(await predict()).toMatch(/setosa/);
});

test("the same goes as JSON, which begins with an example and is checked before it is sent", async () => {
  await openModel("iris");
  await page.getByRole("tab", { name: "JSON" }).click();
  const body = page.getByRole("tabpanel").getByRole("textbox");
  expect(JSON.parse(await body.inputValue())).toBeTypeOf("object");
  await body.fill('{"dataframe_split": ');
  await page.getByRole("button", { name: "Predict" }).click();
  await page.locator('[aria-invalid="true"]').waitFor();
  const columns = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
  await body.fill(JSON.stringify({ dataframe_split: { columns, data: [[6.3, 3.3, 6, 2.5]] } }));
  expect(await predict()).toMatch(/virginica/);
});

test("a text is answered with its topic", async () => {
  await openModel("topic");
  await page.getByRole("tab", { name: "Text" }).click();
  await page
    .getByRole("tabpanel")
    .getByRole("textbox")
    .fill("The team won the football match after a late goal in the final");
  expect(await predict()).toMatch(/sport/i);
});

test("a picture is shown and answered with what it shows", async () => {
  await openModel("catdog");
  await page.getByRole("tab", { name: "Image" }).click();
  for (const animal of ["cat", "dog"]) {
    await page.locator('input[type="file"]').setInputFiles(join(images, `${animal}.jpg`));
    await page.locator('img[src^="blob:"]').waitFor();
    expect((await predict()).toLowerCase()).toMatch(new RegExp(`^${animal}`));
  }
});

test("a switch in the registry is seen on the page as it stands", async () => {
  await openModel("iris");
  await page.evaluate("window.sameDocument = true");
  await fillIn({ sepal_width: "3.25" });
  gateway.moveAlias("iris", "champion", "1");
  await untilHistory("Version 1 answers instead of 2");
  expect(await predict()).toMatch(/Version\s+1\b/);
  gateway.moveAlias("iris", "champion", "2");
  await untilHistory("Version 2 answers instead of 1");
  expect(await predict()).toMatch(/Version\s+2\b/);
  expect(await page.evaluate<unknown>("window.sameDocument")).toBe(true);
  expect(await page.getByRole("textbox", { name: "sepal_width", exact: true }).inputValue()).toBe("3.25");
});

test("the traffic is split among versions, seen so, and sent to one again", async () => {
  await openModel("iris");
  const dialog = page.getByRole("dialog");
  const part = (name: string): Locator => dialog.getByRole("spinbutton", { name });
  await page.getByRole("button", { name: "Traffic" }).click();
  expect(await part("champion (v2)").inputValue()).toBe("100");
  await part("champion (v2)").fill("50");
  await dialog.getByRole("textbox", { name: "Another alias or version" }).fill("previous");
  await part("Part of the other").fill("50");
  await expect.poll(() => dialog.getByText("50.0 %").count()).toBe(2);
  await confirm(dialog);
  await page.getByRole("status").getByText("Traffic of iris: champion 50 · previous 50").waitFor();
  await page.getByText("Traffic is split: champion 50 · previous 50").waitFor();
  await untilHistory("Traffic: champion 50, previous 50");
  expect(await answeringVersions(40)).toEqual(new Set(["1", "2"]));

  await page.getByRole("button", { name: "Traffic" }).click();
  expect(await part("previous (v1)").inputValue()).toBe("50");
  await dialog.getByRole("button", { name: "All to champion (v2)" }).click();
  await dialog.getByText("100.0 %").waitFor();
  await confirm(dialog);
  await untilHistory("Traffic: all to the followed version");
  await page.getByText("Traffic is split:").waitFor({ state: "detached" });
  expect(await answeringVersions(10)).toEqual(new Set(["2"]));
});

test("reload and rollback ask first, and for the operator's token", async () => {
  await openModel("iris");
  gateway.moveAlias("iris", "champion", "1");
  await untilHistory("Version 1 answers instead of 2");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Reload" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Reload" }).click();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByLabel("Admin token").fill("somebody-guessed");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByText(/this token is not allowed/).waitFor();
  await dialog.getByLabel("Admin token").fill(adminToken);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Roll back" }).click();
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
  await untilHistory("Rolled back to version 2 instead of 1");
  expect(await predict()).toMatch(/Version\s+2\b/);
});

test("a training is started with its parameters and followed to its end", async () => {
  await openModel("iris");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Train" }).click();
  expect(await dialog.getByLabel("steps").inputValue()).toBe("3");
  await dialog.getByLabel("steps").fill("5");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByLabel("Admin token").fill(adminToken);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.waitFor({ state: "detached" });
  const job = page.getByRole("list", { name: "Trainings" }).getByRole("listitem").first();
  await job.getByText("succeeded").waitFor();
  expect(await job.innerText()).toMatch(/steps\s+5[^]*loss\s+0\.2/);
});

test("a gateway that goes away is told of, and found again", async () => {
  await openModel("iris");
  await page.evaluate("window.sameDocument = true");
  const lost = page.getByRole("alert").filter({ hasText: "Connection lost" });
  await gateway.restart(() => lost.waitFor());
  await lost.waitFor({ state: "detached" });
  await page.getByText("ready", { exact: true }).first().waitFor();
  expect(await predict()).toMatch(/Version\s+[12]\b/);
  expect(await page.evaluate<unknown>("window.sameDocument")).toBe(true);
});

test("the address of a model that is not served says so", async () => {
  await page.goto(`${gateway.url}/#/models/roses`);
  await page.getByText("no model of this name").waitFor();
  expect(await page.getByRole("button", { name: "Predict" }).count()).toBe(0);
});
