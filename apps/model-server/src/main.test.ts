import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { test } from "vitest";

const main = join(import.meta.dirname, "main.ts");

test("serves the model of MODEL_URI until a signal comes", async ({ expect }) => {
  await using cache = await mkdtempDisposable(join(tmpdir(), "switchyard-"));
  const program = spawn(process.execPath, ["--conditions=source", main], {
    env: {
      ...process.env,
      MODEL_URI: "models:/iris@champion",
      HOST: "127.0.0.1",
      PORT: "0",
      SWITCHYARD_CACHE_DIR: cache.path,
      SWITCHYARD_DRAIN_DELAY_MS: "0",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface({ input: program.stdout }), "line");
  const url = /http:\/\/[\d.]+:\d+/.exec(String(line))?.[0] ?? "";
  expect(line).toContain(`${url}/invocations`);
  expect((await fetch(`${url}/ping`)).status).toBe(200);
  const exited = once(program, "exit");
  program.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

test("says what is missing, with exit code 2", async ({ expect }) => {
  const run = promisify(execFile)(process.execPath, ["--conditions=source", main], { env: {} });
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining("set MODEL_URI") });
});
