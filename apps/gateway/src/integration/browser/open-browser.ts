import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser } from "playwright-core";

const script = join(import.meta.dirname, "../../../../../scripts/testbed/install-chromium.sh");

/** A real Chromium without a window, brought where it is missing; it looks up nothing by itself. */
export async function openBrowser(): Promise<Browser> {
  const { stdout } = await promisify(execFile)("bash", [script]);
  return await chromium.launch({
    executablePath: stdout.trim(),
    args: [
      // Tests may run as root, where Chromium has no sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
