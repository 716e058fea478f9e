import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";
import { startTestGateway } from "../testing/test-gateway.ts";
import { installTestbed } from "./testbed.ts";

const script = join(import.meta.dirname, "../../../../scripts/testbed/triton_client.py");
const names = ["iris", "topic-classification", "catdog"];
const ways = 4;

test("Triton's own client asks for tensors in JSON, in bytes and compressed, and hears the same", async ({
  expect,
}) => {
  const followed = names.map((name) => `${name}=models:/${name}@champion`).join(",");
  await using gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: followed } });
  const { stdout } = await promisify(execFile)(await installTestbed(), [
    script,
    new URL(gateway.baseUrl).host,
  ]);
  const heard = JSON.parse(stdout);
  expect(heard).toMatchObject({
    live: true,
    ready: true,
    "model ready": [true, false],
    server: "switchyard",
    refused: [
      expect.stringContaining("nobody"),
      expect.stringContaining("Shape of input (1, 2) does not match"),
    ],
  });
  expect(heard.index.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual(
    names.map((name) => [name, "READY"]),
  );
  for (const [key, label] of [
    ["iris", ["virginica"]],
    ["topic", ["technology", expect.any(String)]],
  ] as const)
    expect(heard[key]).toEqual(
      Array.from({ length: ways }, () => ({
        id: "7",
        version: expect.any(String),
        outputs: { "output-1": label, probabilities: expect.any(Array) },
      })),
    );
  for (const answers of [heard.iris, heard.topic, heard.picture])
    expect(answers).toEqual(Array.from({ length: ways }, () => answers[0]));
  expect(heard.picture[0].outputs).toEqual({
    label: [expect.stringMatching(/cat|dog/)],
    probabilities: [[expect.any(Number), expect.any(Number)]],
  });
});
