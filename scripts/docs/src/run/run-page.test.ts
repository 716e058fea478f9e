import { describe, expect, test } from "vitest";
import { readBlocks } from "../page/read-blocks.ts";
import { openShell } from "../testing/open-shell.ts";
import { runPage } from "./run-page.ts";

const fence = "```";

async function faultsOf(text: string): Promise<readonly string[]> {
  await using opened = await openShell();
  return await runPage({ path: "a.md", text, needs: [], blocks: readBlocks(text) }, opened.shell);
}

describe("runPage", () => {
  test.for([
    ["a command that prints what it should", `${fence}sh\necho '{"a": 1}'\n# {"a":…}\n${fence}`],
    ["a block that is not run", `${fence}sh run=no reason="needs Docker"\nfalse\n${fence}`],
    ["an exit code that is named", `${fence}sh exit=3\nexit 3\n${fence}`],
    [
      "a file, and the command that reads it",
      `${fence}yaml file=a.yaml\na: 1\n${fence}\n${fence}sh\ncat a.yaml\n# a: 1\n${fence}`,
    ],
    ["a hidden command", `<!-- docs-test sh\nNAME=x\n-->\n${fence}sh\necho $NAME\n# x\n${fence}`],
    ["other languages", `${fence}json\n{"a": …}\n${fence}`],
    [
      "a server, and the command that asks it",
      `${fence}sh run=server ready=/\nnode -e 'require("node:http").createServer((q, s) => s.end("at 8080")).listen(8080)'\n${fence}
${fence}sh\nnode -e 'fetch("http://127.0.0.1:8080").then((a) => a.text()).then(console.log)'\n# at 8080\n${fence}`,
    ],
  ] as const)("finds no fault with %s", async ([, page]) => {
    expect(await faultsOf(page)).toEqual([]);
  });

  test.for([
    ["prints something else", "echo b\n# a", "a.md:3: echo b\nshould print\na\nbut printed\nb\n"],
    ["fails", "echo why >&2; exit 2", "a.md:3: echo why >&2; exit 2\nended with 2\nwhy\n"],
  ] as const)("names the place of a command that %s", async ([, command, fault]) => {
    expect(await faultsOf(`text\n${fence}sh\n${command}\n${fence}`)).toEqual([fault]);
  });

  test("goes on after a fault, so that all of them are told at once", async () => {
    const faults = await faultsOf(`${fence}sh\nfalse\ntrue\nfalse\n${fence}`);
    expect(faults.map((fault) => fault.split(":")[1])).toEqual(["2", "4"]);
  });

  test("tells a server that ends", async () => {
    const [fault] = await faultsOf(`${fence}sh run=server\necho no; exit 1\n${fence}`);
    expect(fault).toContain("does not answer at http://127.0.0.1:8080/readyz:\nno");
  });
});
