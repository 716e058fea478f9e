import { test } from "vitest";
import { askOnce } from "../testing/ask-once.ts";
import { irisSplit } from "../testing/bodies.ts";
import { startTestGateway, type TestGateway } from "../testing/test-gateway.ts";
import { underLoad } from "../testing/under-load.ts";

const three = { SWITCHYARD_PROCESSES: "3", SWITCHYARD_MODELS: "iris=models:/iris@previous" };

test("all processes answer, and one of them counts for all", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: three });
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => askOnce(`${gateway.baseUrl}/models/iris/invocations`, irisSplit)),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['200 {"predictions":["setosa"]}']),
  );
  const processes = answers.map(({ headers }) => String(headers["x-request-id"]).replace(/-.*/, ""));
  expect(new Set(processes).size).toBe(3);
  const info = await gateway.get("/models/iris/info");
  expect(await info.json()).toMatchObject({ versions: [{ statistics: { requests: 60, failures: 0 } }] });
  const count = "http_server_request_duration_seconds_count";
  const counted = new RegExp(`^${count}\\{http_route="/models/\\{name\\}/invocations",.*="200"\\} 60$`, "m");
  const told = async (): Promise<string> => await (await gateway.get("/metrics")).text();
  await expect.poll(told, { timeout: 5000 }).toMatch(counted);
  expect((await told()).match(/^front_rss_bytes\{pid="\d+"\} \d+$/gm)).toHaveLength(2);
});

test("a switch through any process under load fails nothing, and no old answer comes after it", async ({
  expect,
}) => {
  await using gateway = await startTestGateway({ env: three });
  let isAcknowledged = false;
  const late: string[] = [];
  const answers = await underLoad(
    async () => {
      const sentAfter = isAcknowledged;
      const answer = await versionOf(gateway);
      if (sentAfter) late.push(answer);
      return answer;
    },
    async () => {
      gateway.moveAlias("iris", "previous", "2");
      const reloaded = await askOnce(`${gateway.baseUrl}/models/iris/reload`, "{}");
      isAcknowledged = true;
      expect(JSON.parse(reloaded.text)).toMatchObject({ old_version: "v1", new_version: "v2" });
    },
  );
  expect(new Set(answers)).toEqual(new Set(["200 v1", "200 v2"]));
  expect(new Set(late)).toEqual(new Set(["200 v2"]));
});

test("no request fails when the worker is killed under load", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: three });
  const answers = await underLoad(
    () => versionOf(gateway),
    async () => {
      await gateway.killWorker("iris");
      await gateway.killWorker("iris");
    },
  );
  expect(new Set(answers)).toEqual(new Set(["200 v1"]));
});

test("when a front is killed only its connections break, and another takes its place", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: three });
  const before = gateway.frontPids();
  const [victim = 0] = before;
  const answers = await underLoad(
    () => versionOf(gateway).catch(() => "broken"),
    async () => {
      process.kill(victim, "SIGKILL");
      await expect.poll(() => gateway.frontPids().filter((pid) => !before.includes(pid))).toHaveLength(1);
    },
  );
  expect([...new Set(answers)].filter((answer) => answer !== "broken")).toEqual(["200 v1"]);
  expect(answers.filter((answer) => answer === "broken").length).toBeLessThan(20);
  expect(gateway.frontPids()).toHaveLength(2);
});

test("what is no inference is answered by all alike", async ({ expect }) => {
  await using gateway = await startTestGateway({ env: three });
  for (const [method, path, status] of others) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => answerTo(gateway, method, path)));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(new RegExp(`^${status} `));
  }
});

const others = [
  ["GET", "/models/iris/info", 200],
  ["GET", "/models/nobody/info", 404],
  ["GET", "/docs/", 200],
  ["POST", "/models/iris/reload", 200],
  ["POST", "/models/nobody/invocations", 404],
  ["GET", "/models/iris/invocations", 405],
  ["POST", "/nowhere", 404],
] as const;

async function answerTo({ baseUrl }: TestGateway, method: string, path: string): Promise<string> {
  const headers = { connection: "close", "content-type": "application/json" };
  const response = await fetch(`${baseUrl}${path}`, { method, headers });
  const text = await response.text();
  return `${response.status} ${response.headers.get("content-type")} ${text.replace(/"request_id":"[^"]*"/, "")}`;
}

async function versionOf({ baseUrl }: TestGateway): Promise<string> {
  const { status, headers } = await askOnce(`${baseUrl}/models/iris/invocations`, irisSplit);
  return `${status} v${String(headers["x-model-version"])}`;
}
