import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ProcessGroup } from "./process-group.ts";

const source = join(import.meta.dirname, "process-group.ts");

/** Whether a process runs; one that has ended may wait for long until it is buried. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

describe("ProcessGroup", () => {
  test("leaves nothing that a command has put into the background", async () => {
    await using group = new ProcessGroup("sleep 300 & echo $!", {});
    const { code, stdout } = await group.ended;
    expect(code).toBe(0);
    await expect.poll(() => isAlive(Number(stdout))).toBe(false);
  });

  test("ends with the process that started it, however that ends", async () => {
    const program = `import { ProcessGroup } from ${JSON.stringify(source)};
      const group = new ProcessGroup("sleep 300 & echo $!; wait $!", {});
      const told = setInterval(() => group.output === "" || console.log(group.output), 10);`;
    const starter = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [pid] = await once(starter.stdout, "data").then((chunks) =>
      chunks.map(String).map(Number.parseInt),
    );
    expect(isAlive(pid ?? 0)).toBe(true);
    starter.kill("SIGKILL");
    await expect.poll(() => isAlive(pid ?? 0)).toBe(false);
  });

  test("asks kindly first", async () => {
    const group = new ProcessGroup(
      "trap 'echo bye; exit 0' INT; echo ready; while :; do sleep 0.1; done",
      {},
    );
    await expect.poll(() => group.output).toBe("ready\n");
    await group[Symbol.asyncDispose]();
    expect(await group.ended).toMatchObject({ code: 0, stdout: "ready\nbye\n" });
  });
});
