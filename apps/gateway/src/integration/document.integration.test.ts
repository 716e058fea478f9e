import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "vitest";
import { stringify } from "yaml";
import { startTestGateway } from "../testing/test-gateway.ts";
import { trainingCommand } from "../testing/training-gateway.ts";

const scripts = join(import.meta.dirname, "../../../../scripts/testbed");
const parity = join(import.meta.dirname, "../parity/models");

const parameters = {
  type: "object",
  properties: { steps: { type: "integer", minimum: 0, maximum: 3, default: 1 } },
  additionalProperties: false,
};

/** Tables, one of which can be trained, texts and pictures; one without a signature, and two tensors. */
const models = {
  iris: { uri: "models:/iris@champion", train: { command: trainingCommand, parameters } },
  abalone: "models:/abalone@champion",
  "topic-classification": "models:/topic-classification@champion",
  catdog: "models:/catdog@champion",
  "no-signature": join(parity, "float32-ns"),
  "two tensors": join(parity, "two-inputs-ts"),
};
const tokens = { SWITCHYARD_API_TOKENS: "reader", SWITCHYARD_ADMIN_TOKEN: "admin" };

test("whatever Schemathesis sends by the document, the answers are as the document says, and none is a fault", async ({
  expect,
}) => {
  const environment = await installSchemathesis();
  await using folder = await mkdtempDisposable(join(tmpdir(), "schemathesis-"));
  const file = join(folder.path, "switchyard.yaml");
  await writeFile(file, stringify({ models }));
  await using gateway = await startTestGateway({
    env: { ...tokens, SWITCHYARD_CONFIG: file, SWITCHYARD_WEBHOOK_SECRET: "shared" },
  });
  const config = join(scripts, "schemathesis/schemathesis.toml");
  // With a token, since examples are not for all to see.
  const document = await gateway.get("/openapi.json", { authorization: "Bearer reader" });
  const schema = join(folder.path, "openapi.json");
  await writeFile(schema, await document.text());
  const options = ["--max-examples", "5", "--no-shrink", "--continue-on-failure"];
  const phases = ["--phases", "examples,coverage,fuzzing"];
  const args = ["--config-file", config, "run", schema, "--url", gateway.baseUrl, ...options, ...phases];
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
