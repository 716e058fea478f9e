import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { test } from "vitest";
import { runLines } from "./run-lines.ts";

const command = (script: string): Parameters<typeof runLines>[0] => ({
  program: process.execPath,
  args: ["-e", script],
  env: {},
});
const signal = AbortSignal.timeout(20_000);

test("hands on each line, and says how the program ended and what it complained of", async ({ expect }) => {
  const lines: string[] = [];
  const script = 'console.log("one\\ntwo"); console.error("so it is"); process.exitCode = 3;';
  const ended = await runLines(command(script), { signal, onLine: (line) => void lines.push(line) });
  expect(ended).toEqual({ code: 3, complaint: "so it is" });
  expect(lines).toEqual(["one", "two"]);
});

test("keeps the end of a long complaint", async ({ expect }) => {
  const { complaint } = await runLines(command('console.error("x".repeat(100000) + "end")'), { signal });
  expect(complaint).toHaveLength(2000);
  expect(complaint).toMatch(/x{100}end$/);
});

test("says which signal ended it", async ({ expect }) => {
  const { code } = await runLines(command('process.kill(process.pid, "SIGSEGV")'), { signal });
  expect(code).toBe("SIGSEGV");
});

test("a program that is not there is told of", async ({ expect }) => {
  const missing = { program: "/nowhere/python", args: [], env: {} };
  await expect(runLines(missing, { signal })).rejects.toMatchObject({ code: "ENOENT" });
});

test("when the signal comes, the program ends with all that it started", async ({ expect }) => {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const inner = `require("node:net").connect(${port}); setInterval(() => {}, 1000)`;
  const outer = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}]); setInterval(() => {}, 1000)`;
  const stop = new AbortController();
  const running = runLines(command(outer), { signal: stop.signal });
  const [connection]: Socket[] = await once(server, "connection");
  const closed = once(connection ?? server, "close");
  connection?.resume().on("error", () => undefined);
  stop.abort();
  expect((await running).code).toBe("SIGKILL");
  await closed;
  server.close();
});
