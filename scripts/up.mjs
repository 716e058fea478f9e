// Runs Switchyard's tasks on a host that has only Node 20 or newer and npm: brings its own Node and pnpm into
// `.toolchain`, installs, builds, then does what was asked. Plain JavaScript, since the host's Node may be old.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { heapFlags } from "./heap-flags.mjs";

const root = join(fileURLToPath(import.meta.url), "../..");
const toolchain = join(root, ".toolchain");
const bin = join(toolchain, "node_modules", ".bin");
const node = join(bin, "node");
const tools = [
  `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}@24`,
  "pnpm@12",
];

/** The documents' site has packages of its own, which only its tasks need. */
const site = join(root, "docs");
const vitepress = join(site, "node_modules", ".bin", "vitepress");

const tasks = {
  start: { build: true, command: ["node", ...heapFlags, "apps/gateway/dist/main.js"] },
  switchyard: { build: true, command: ["node", ...heapFlags, "apps/cli/dist/main.js"] },
  dev: { command: ["node", "--watch", "--conditions=source", "apps/gateway/src/main.ts"] },
  build: { build: true },
  check: { command: ["node", "scripts/check.mjs"] },
  test: { command: ["vitest", "run"] },
  "test:integration": { build: true, command: ["vitest", "run", "--config", "vitest.integration.config.ts"] },
  "test:systems": {
    build: true,
    command: ["vitest", "run", "--config", "vitest.integration.config.ts", "--project", "systems"],
  },
  "test:docs": {
    build: true,
    command: ["vitest", "run", "--config", "vitest.integration.config.ts", "--project", "docs"],
  },
  docs: { site: true, command: [vitepress, "dev", "docs"] },
  "docs:build": { site: true, command: [vitepress, "build", "docs"] },
  "docs:reference": { command: ["node", "--conditions=source", "scripts/docs/src/reference/main.ts"] },
  "test:parity": { build: true, command: ["node", "--conditions=source", "apps/gateway/src/parity/main.ts"] },
  bench: { build: true, command: ["node", "--conditions=source", "scripts/bench/src/main.ts"] },
};

const [name = "start", ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) fail(`unknown task ${name}; known: ${Object.keys(tasks).join(", ")}`);

const env = {
  ...process.env,
  PATH: [bin, join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
  // The CPU runtime is inside the package; its installer would only look for a GPU's.
  ONNXRUNTIME_NODE_INSTALL: "skip",
  // It would tell its makers of itself; workers do not let it either.
  ORT_DISABLE_TELEMETRY: "1",
  CI: process.env.CI ?? "true",
};

bringTools();
if (task.site) installPackages(site);
else installPackages(root);
// A shell asks for completions at each key.
if (task.build && !(args[0] === "__complete" && existsSync(join(root, "apps/cli/dist/main.js")))) build();
if (task.command) run(task.command);

function bringTools() {
  const stamp = join(toolchain, "stamp");
  if (read(stamp) === tools.join(" ") && existsSync(node)) return;
  say("bringing Node 24 and pnpm (once)");
  mkdirSync(toolchain, { recursive: true });
  writeFileSync(join(toolchain, "package.json"), '{"private":true,"allowScripts":{"pnpm":true}}\n');
  step("npm", ["install", "--prefix", toolchain, "--no-audit", "--no-fund", "--loglevel=error", ...tools]);
  writeFileSync(stamp, tools.join(" "));
}

function installPackages(folder) {
  const stamp = join(folder, "node_modules", ".lock-hash");
  const hash = createHash("sha256")
    .update(read(join(folder, "pnpm-lock.yaml")))
    .update(read(join(folder, "pnpm-workspace.yaml")))
    .digest("hex");
  if (read(stamp) === hash) return;
  say("installing packages");
  step("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only"], folder);
  // Vitest keeps paths into packages that may just have moved.
  rmSync(join(folder, "node_modules", ".vitest-cache"), { recursive: true, force: true });
  writeFileSync(stamp, hash);
}

function build() {
  step("tsc", ["--build"]);
  bundleWorker();
  buildConsole();
}

/** The model worker runs from a bundle, which is made again when what it is made of was compiled again. */
function bundleWorker() {
  const worker = join(root, "apps", "model-worker");
  const parts = ["packages/core", "packages/codecs", "packages/runtime", "apps/model-worker"];
  const compiled = parts.map((each) => timeOf(join(root, each, "dist", ".tsbuildinfo")));
  const config = timeOf(join(worker, "rolldown.config.mjs"));
  if (timeOf(join(worker, "dist/bundle/main.js")) > Math.max(...compiled, config)) return;
  step(join(worker, "node_modules", ".bin", "rolldown"), ["--config"], worker);
}

function timeOf(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

/** The page is built when its sources are others than those it was built from. */
function buildConsole() {
  const console = join(root, "apps", "console");
  if (!existsSync(join(console, "package.json"))) return;
  const stamp = join(console, "dist", ".sources-hash");
  const hash = hashOf(console);
  if (read(stamp) === hash) return;
  step("pnpm", ["--dir", console, "run", "build"]);
  writeFileSync(stamp, hash);
}

/** Of all that the page is made from, its packages included. */
function hashOf(directory) {
  const hash = createHash("sha256").update(read(join(root, "pnpm-lock.yaml")));
  const paths = readdirSync(directory, { recursive: true });
  for (const path of paths.toSorted((one, other) => (one < other ? -1 : 1))) {
    if (/^(dist|node_modules|\.cache)\b/.test(path) || statSync(join(directory, path)).isDirectory())
      continue;
    hash.update(path).update(readFileSync(join(directory, path)));
  }
  return hash.digest("hex");
}

/** Runs a step to its end; its output is shown only when it fails. */
function step(program, programArgs, cwd = root) {
  const { status, stdout, stderr, error } = spawnSync(program, programArgs, {
    cwd,
    env,
    encoding: "utf8",
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  fail(`${program} ${programArgs[0]} failed${error ? `: ${error.message}` : ""}`);
}

/** Becomes the task as far as Node 20 can: same streams, same signals, same exit code. */
function run([program, ...programArgs]) {
  const cwd = name === "switchyard" ? process.cwd() : root;
  const paths = programArgs.map((each) => (/^(apps|scripts)\//.test(each) ? join(root, each) : each));
  const child = spawn(program, [...paths, ...args], {
    cwd,
    env: { ...env, CI: process.env.CI },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function say(text) {
  process.stderr.write(`switchyard: ${text}…\n`);
}

function fail(text) {
  process.stderr.write(`switchyard: ${text}\n`);
  process.exit(1);
}
