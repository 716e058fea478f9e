import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const up = join(import.meta.dirname, "../../../../scripts/up.mjs");

/** Builds what gateways in processes of their own run, as people run it. */
export default async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, [up, "build"]);
}
