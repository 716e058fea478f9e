import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../../../..");

/** Builds what gateways in processes of their own run, as people run it. */
export default async function setup(): Promise<void> {
  await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["--build"], { cwd: root });
}
