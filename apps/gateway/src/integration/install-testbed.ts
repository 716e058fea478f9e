import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { installFlavors } from "./flavors.ts";
import { installTestbed } from "./testbed.ts";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");

/** Brings all services before the first test, so that none of them pays for it. */
export default async function setup(): Promise<void> {
  await installTestbed();
  await installFlavors();
  await run("install-postgres.sh");
  await run("install-schemathesis.sh");
  await run("s3.sh", "install");
  await run("install-chromium.sh");
}

async function run(script: string, ...args: readonly string[]): Promise<void> {
  const program = spawn("bash", [join(scripts, script), ...args], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(program, "exit");
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
}
