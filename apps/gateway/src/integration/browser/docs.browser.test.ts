import { test } from "vitest";
import { startTestGateway } from "../../testing/test-gateway.ts";
import { openBrowser } from "./open-browser.ts";
import { visit } from "./visit.ts";

test("at /docs a request is sent by the model's own example, and nothing is asked elsewhere or complained of", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({
    env: { SWITCHYARD_MODELS: "iris=models:/iris@champion", SWITCHYARD_API_TOKENS: "reader" },
  });
  await using browser = await openBrowser();
  await using visited = await visit(browser, `${gateway.baseUrl}/docs`);
  const { page, complaints, strangers } = visited;
  page.setDefaultTimeout(15_000);
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const dialog = page.locator(".dialog-ux");
  await dialog.getByRole("textbox").first().fill("reader");
  await dialog.getByRole("button", { name: "Apply credentials" }).first().click();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const operation = page.locator("#operations-iris-predict_iris");
  await operation.locator(".opblock-summary-control").first().click();
  await operation.getByRole("button", { name: "Execute" }).click();
  const answer = operation.locator(".live-responses-table");
  await answer.getByText("200").first().waitFor();
  expect(await answer.innerText()).toContain('"probabilities"');
  expect([complaints, strangers]).toEqual([[], []]);
});
