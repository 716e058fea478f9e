import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { irisSplit } from "./testing/bodies.ts";

const main = join(import.meta.dirname, "main.ts");
const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const admin = { authorization: "Bearer admin-s3cr3t" };
const api = { authorization: "Bearer api-s3cr3t", "content-type": "application/json" };

interface Program {
  readonly url: string;
  readonly post: (
    path: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<Response>;
}

type Line = Readonly<Record<string, unknown>>;

/** The lines of the log that a gateway in a process of its own writes while it is asked. */
async function logged(
  env: Readonly<Record<string, string>>,
  ask: (program: Program) => Promise<unknown>,
): Promise<{ readonly lines: readonly Line[]; readonly text: string }> {
  const program = spawn(process.execPath, ["--conditions=source", main], {
    env: {
      ...process.env,
      SWITCHYARD_MODELS: "iris=models:/iris@champion",
      SWITCHYARD_PORT: "0",
      SWITCHYARD_DRAIN_DELAY_MS: "0",
      SWITCHYARD_ADMIN_TOKEN: "admin-s3cr3t",
      SWITCHYARD_API_TOKENS: "api-s3cr3t",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = text(program.stdout);
  const lines: Line[] = [];
  const log = createInterface({ input: program.stderr }).on("line", (line) => lines.push(JSON.parse(line)));
  while (!lines.some(isTried)) await once(log, "line");
  const url = String(lines.find(({ message }) => message === "listening")?.["url"]);
  await ask({
    url,
    post: (path, headers = api, body = irisSplit) =>
      fetch(`${url}${path}`, { method: "POST", body, headers }),
  });
  const exited = once(program, "close");
  program.kill("SIGTERM");
  await exited;
  return { lines, text: `${await printed}${JSON.stringify(lines)}` };
}

function isTried({ message }: Line): boolean {
  return message === "model ready" || message === "model is not served";
}

function answersIn(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ message }) => message === "answered");
}

async function setLevel({ url }: Program, level: string): Promise<unknown> {
  const options = { method: "PUT", headers: admin, body: JSON.stringify({ level }) };
  return await (await fetch(`${url}/admin/log-level`, options)).json();
}

test.for([
  ["one process", "1"],
  ["several", "3"],
])(
  "the level changes while the gateway runs, and lines say whose request it was: %s",
  async ([, processes = ""]) => {
    const { lines } = await logged({ SWITCHYARD_PROCESSES: processes }, async (program) => {
      await program.post("/models/iris/invocations", { ...api, "x-request-id": "before" });
      // Fronts hear of it on links of their own, just after it is answered: by the last answer all have.
      for (let times = 0; times < 5; times += 1)
        expect(await setLevel(program, "debug")).toEqual({ level: "debug" });
      const headers = { ...api, "x-request-id": "mine", traceparent: `00-${traceId}-00f067aa0ba902b7-00` };
      for (let connections = 0; connections < 12; connections += 1)
        await program.post("/models/iris/invocations?api_key=s3cr3t", { ...headers, connection: "close" });
      await setLevel(program, "info");
      await program.post("/models/iris/invocations", { ...api, connection: "close" });
    });
    const answers = answersIn(lines);
    expect(answers).toHaveLength(12);
    for (const answer of answers)
      expect(answer).toMatchObject({
        level: "debug",
        requestId: "mine",
        traceId,
        path: "/models/iris/invocations",
        model: "iris",
        version: "2",
        status: 200,
      });
  },
);

test("a part of the requests gets a line without any debugging", async () => {
  const { lines } = await logged({ SWITCHYARD_LOG_ACCESS_SHARE: "0.5" }, async ({ post }) => {
    for (let times = 0; times < 60; times += 1) await post("/models/iris/invocations", api, "{");
  });
  const answers = answersIn(lines);
  expect(answers.length).toBeGreaterThan(5);
  expect(answers.length).toBeLessThan(55);
  expect(answers[0]).toMatchObject({ level: "info", status: 400, error: "invalid_request" });
});

test("no line holds a token, a password, a key or a body", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "switchyard-log-"));
  const config = join(directory.path, "switchyard.yaml");
  const complaint = "postgresql://mlflow:db-s3cr3t@db/mlflow AKIAIOSFODNN7EXAMPLE aws-s3cr3t hook-s3cr3t";
  const train = { command: ["sh", "-c", `echo "${complaint}" >&2; exit 1`] };
  const models = { lost: { uri: "models:/lost@champion", train } };
  await writeFile(config, JSON.stringify({ registry: { webhookSecret: "hook-s3cr3t" }, models }));
  const env = {
    SWITCHYARD_CONFIG: config,
    SWITCHYARD_LOG_LEVEL: "debug",
    SWITCHYARD_MODELS: "",
    MLFLOW_TRACKING_URI: "http://user:tracking-s3cr3t@127.0.0.1:9",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "aws-s3cr3t",
  };
  const { text: written, lines } = await logged(env, async ({ post }) => {
    await post("/models/lost/invocations?token=query-s3cr3t");
    await post("/models/lost/invocations", { authorization: "Bearer wrong-s3cr3t" });
    await post("/models/lost/invocations", api, '{"inputs": "body-s3cr3t"}');
    await post("/models/lost/reload", admin);
    await post("/models/lost/train?wait=true", { ...admin, "content-type": "application/json" }, "{}");
    await post("/models/lost/reload?wait=false", { ...admin, "x-request-id": "mine" });
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ message: "reload failed", model: "lost", requestId: "mine" }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({
      message: "training command failed",
      complaint: "postgresql://[redacted]@db/mlflow [redacted] [redacted] [redacted]",
    }),
  );
  expect(written).not.toContain("s3cr3t");
  expect(written).not.toContain("AKIAIOSFODNN7EXAMPLE");
});

const refusals = [
  ["PUT", {}, '{"level":"debug"}', 401],
  ["PUT", api, '{"level":"debug"}', 403],
  ["PUT", admin, "{}", 400],
  ["PUT", admin, '{"level":"loud"}', 400],
  ["PUT", admin, "debug", 400],
  ["POST", admin, '{"level":"debug"}', 405],
] as const;

test("only who may reload changes the level, and only to one that there is", async () => {
  await logged({}, async ({ url }) => {
    for (const [method, headers, body, status] of refusals) {
      const answer = await fetch(`${url}/admin/log-level`, { method, headers, body });
      expect(`${body} ${answer.status}`).toBe(`${body} ${status}`);
    }
    const level = await fetch(`${url}/admin/log-level`, { headers: admin });
    expect(await level.json()).toEqual({ level: "info" });
  });
});
