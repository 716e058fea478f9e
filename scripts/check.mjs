// Everything that can be said of the code without running it; every check runs, whatever the others say.
import { spawnSync } from "node:child_process";
import process from "node:process";

const checks = [
  ["tsc", "--build"],
  ["oxlint", "--type-aware"],
  ["oxfmt", "--check"],
  ["knip"],
  ["node", "scripts/check-boundaries.ts"],
];

const failed = checks.filter(
  ([program, ...args]) => spawnSync(program, args, { stdio: "inherit" }).status !== 0,
);
for (const check of failed) process.stderr.write(`check failed: ${check.join(" ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
