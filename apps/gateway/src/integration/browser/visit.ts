import type { Browser, Page } from "playwright-core";

export interface VisitOptions {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

/** A tab of its own, and what it did that nobody wants. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of, but for refusals and ended connections that somebody asked for. */
  readonly complaints: readonly string[];
  /** Addresses elsewhere that it asked. */
  readonly strangers: readonly string[];
}

const refusal = /the server responded with a status of (?:400|401|403|404|409)\b|net::ERR_/;

/** Opens the console at a place of it such as `#/models/iris`, as somebody does who has not been there. */
export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { colorScheme = "light", width = 1280, height = 800 } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height } });
  const page = await context.newPage();
  const { origin } = new URL(url);
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !refusal.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (!["data:", "blob:"].includes(asked.protocol) && asked.origin !== origin) strangers.push(asked.href);
  });
  await page.goto(url);
  return { page, complaints, strangers, [Symbol.asyncDispose]: () => context.close() };
}
