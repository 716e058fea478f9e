import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { test } from "vitest";
import { startTestGateway } from "../../testing/test-gateway.ts";
import { openBrowser } from "./open-browser.ts";
import { visit } from "./visit.ts";

const dog = join(import.meta.dirname, "../../../../../examples/images/dog.jpg");

async function giveToken(page: Page, token: string): Promise<void> {
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const dialog = page.locator(".dialog-ux");
  await dialog.getByRole("textbox").first().fill(token);
  await dialog.getByRole("button", { name: "Apply credentials" }).first().click();
  await dialog.getByRole("button", { name: "Close" }).last().click();
}

async function open(page: Page, operation: string): Promise<Locator> {
  const found = page.locator(`#operations-${operation}`);
  await found.locator(".opblock-summary-control").first().click();
  return found;
}

async function execute(operation: Locator): Promise<string> {
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table");
  await answer.getByText("200").first().waitFor();
  return await answer.innerText();
}

test("at /docs an example and a picture are sent, and nothing is asked elsewhere or complained of", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({
    env: {
      SWITCHYARD_MODELS: "iris=models:/iris@champion,catdog=models:/catdog@champion",
      SWITCHYARD_API_TOKENS: "reader",
    },
  });
  await using browser = await openBrowser();
  await using visited = await visit(browser, `${gateway.baseUrl}/docs`);
  const { page, complaints, strangers } = visited;
  page.setDefaultTimeout(15_000);
  await giveToken(page, "reader");
  expect(await execute(await open(page, "iris-predict_iris"))).toContain('"probabilities"');
  const pictures = await open(page, "catdog-predict_catdog");
  await pictures.locator("input[type=file]").setInputFiles(dog);
  expect(await execute(pictures)).toContain('"label": "dog"');
  expect([complaints, strangers]).toEqual([[], []]);
});
