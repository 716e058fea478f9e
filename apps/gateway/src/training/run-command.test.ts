import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { test } from "vitest";
import { runCommand, type CommandOptions } from "./run-command.ts";

const never = new AbortController().signal;

function node(script: string, more: Partial<CommandOptions> = {}): CommandOptions {
  return {
    command: [process.execPath, "-e", script],
    directory: undefined,
    env: {},
    input: "",
    graceMs: 20_000,
    onLine: () => undefined,
    onComplaint: () => undefined,
    ...more,
  };
}

async function listening(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

test("hands on both outputs by lines, and the exit code", async ({ expect }) => {
  const said: string[] = [];
  const complained: string[] = [];
  const options = node('console.log("a\\nb"); console.error("c"); process.exitCode = 3;', {
    onLine: (line) => said.push(line),
    onComplaint: (line) => complained.push(line),
  });
  expect(await runCommand(options, never)).toBe(3);
  expect({ said, complained }).toEqual({ said: ["a", "b"], complained: ["c"] });
});

test("gives the input, in the directory and environment it was told", async ({ expect }) => {
  const said: string[] = [];
  const script =
    'console.log(require("node:fs").readFileSync(0, "utf8"), process.cwd(), JSON.stringify(process.env.A));';
  const options = node(script, {
    directory: "/",
    env: { A: "1" },
    input: "{}",
    onLine: (line) => said.push(line),
  });
  expect(await runCommand(options, never)).toBe(0);
  expect(said).toEqual(['{} / "1"']);
});

test("a program that reads nothing of a long input ends as it likes", async ({ expect }) => {
  expect(await runCommand(node("", { input: "x".repeat(1_000_000) }), never)).toBe(0);
});

test("a program that is not there is told of", async ({ expect }) => {
  const options = node("", { command: ["/nowhere/train"] });
  await expect(runCommand(options, never)).rejects.toMatchObject({ code: "ENOENT" });
});

const waits = "setInterval(() => {}, 1000);";
const connects = (port: number): string =>
  `require("node:net").connect(${port}).on("error", () => process.exit())`;

test("when the signal comes, all of the group is asked to end", async ({ expect }) => {
  const { server, port } = await listening();
  const inner = `process.on("SIGTERM", () => process.exit()); ${connects(port)}; ${waits}`;
  const outer = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(inner)}]);
    process.on("SIGTERM", () => process.exit(7)); ${waits}`;
  const stop = new AbortController();
  const running = runCommand(node(outer), stop.signal);
  const [connection]: Socket[] = await once(server, "connection");
  const closed = once(connection ?? server, "close");
  connection?.resume().on("error", () => undefined);
  stop.abort();
  expect(await running).toBe(7);
  await closed;
  server.close();
});

test("what does not end when it is asked to is made to", async ({ expect }) => {
  const { server, port } = await listening();
  const stop = new AbortController();
  const script = `process.on("SIGTERM", () => undefined); ${connects(port)}; ${waits}`;
  const running = runCommand(node(script, { graceMs: 50 }), stop.signal);
  await once(server, "connection");
  stop.abort();
  expect(await running).toBe("SIGKILL");
  server.close();
});

test("what a program leaves behind ends with it, and is not waited for", async ({ expect }) => {
  const { server, port } = await listening();
  const inner = `${connects(port)}.on("connect", () => process.send("up")); ${waits}`;
  const outer = `require("node:child_process")
    .spawn(process.execPath, ["-e", ${JSON.stringify(inner)}], { stdio: ["ignore", "inherit", "inherit", "ipc"] })
    .on("message", () => process.exit(0));`;
  const running = runCommand(node(outer), never);
  const [connection]: Socket[] = await once(server, "connection");
  connection?.resume().on("error", () => undefined);
  const closed = once(connection ?? server, "close");
  expect(await running).toBe(0);
  await closed;
  server.close();
});
