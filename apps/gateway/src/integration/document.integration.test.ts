import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "vitest";
import { startTestGateway } from "../testing/test-gateway.ts";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");
const parity = join(import.meta.dirname, "../parity/models");

/** Tables, texts and pictures; one without a signature, and one of two tensors whose name is no word. */
const models = [
  ...["iris", "abalone", "topic-classification", "catdog"].map((name) => `${name}=models:/${name}@champion`),
  `no-signature=${join(parity, "float32-ns")}`,
  `two tensors=${join(parity, "two-inputs-ts")}`,
];
const tokens = { SWITCHYARD_API_TOKENS: "reader", SWITCHYARD_ADMIN_TOKEN: "admin" };

test("whatever Schemathesis sends by the document, the answers are as the document says, and none is a fault", async ({
  expect,
}) => {
  const environment = await installSchemathesis();
  await using gateway = await startTestGateway({
    env: { ...tokens, SWITCHYARD_MODELS: models.join(","), SWITCHYARD_WEBHOOK_SECRET: "shared" },
  });
  await using folder = await mkdtempDisposable(join(tmpdir(), "schemathesis-"));
  const config = join(scripts, "schemathesis/schemathesis.toml");
  const url = `${gateway.baseUrl}/openapi.json`;
  const options = ["--seed", "1", "--max-examples", "5", "--no-shrink", "--continue-on-failure"];
  const phases = ["--phases", "examples,coverage,fuzzing"];
  const args = ["--config-file", config, "run", url, ...options, ...phases];
  const program = spawn(join(environment, "bin/st"), args, {
    cwd: folder.path,
    env: {
      ...process.env,
      ...tokens,
      PYTHONPATH: join(scripts, "schemathesis"),
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(program.stdout), once(program, "exit")]);
  expect(code, output).toBe(0);
  expect(output).toMatch(/Selected: \d{2,}/);
}, 240_000);

async function installSchemathesis(): Promise<string> {
  const program = spawn("bash", [join(scripts, "install-schemathesis.sh")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [folder, [code]] = await Promise.all([text(program.stdout), once(program, "exit")]);
  if (code !== 0) throw new Error(`install-schemathesis.sh ended with ${code}`);
  return folder.trim();
}
