import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openShell } from "../testing/open-shell.ts";

const server =
  "node -e 'require(\"node:http\").createServer((q, s) => s.end(process.env.SAYS)).listen(8080)'";

describe("PageShell", () => {
  test("keeps folder and variables from command to command", async () => {
    await using opened = await openShell();
    await opened.shell.run("mkdir inner && cd inner && NAME='a b'", 10_000);
    const { code, stdout } = await opened.shell.run('basename "$PWD"; echo "$NAME"', 10_000);
    expect([code, stdout]).toEqual([0, "inner\na b\n"]);
  });

  test("starts a server at another port, shows the page's, and exchanges it for the next one there", async () => {
    await using opened = await openShell();
    for (const says of ["one", "two"]) {
      await opened.shell.serve(`SAYS='${says} at 8080' ${server}`, "http://127.0.0.1:8080/");
      const answer = await fetch(`http://127.0.0.1:${opened.port}`);
      expect(await answer.text()).toBe(`${says} at ${opened.port}`);
      const { stdout } = await opened.shell.run(
        "node -e 'fetch(\"http://127.0.0.1:8080\").then((a) => a.text()).then(console.log)'",
        10_000,
      );
      expect(stdout).toBe(`${says} at 8080\n`);
    }
  });

  test("says what a server printed that ends before it answers", async () => {
    await using opened = await openShell();
    const started = opened.shell.serve("echo no such model >&2; exit 1", "http://127.0.0.1:8080/");
    await expect(started).rejects.toThrow("no such model");
  });

  test("writes files with the ports that are used", async () => {
    await using opened = await openShell();
    await opened.shell.write("a.yaml", "port: 8080\n");
    expect(await readFile(join(opened.folder, "a.yaml"), "utf8")).toBe(`port: ${opened.port}\n`);
  });

  test("ends a command that takes too long, with all that it started", async () => {
    await using opened = await openShell();
    const { code, stderr } = await opened.shell.run("sleep 60 & sleep 60", 200);
    expect([code, stderr]).toEqual([1, expect.stringContaining("SIGKILL")]);
  });
});
