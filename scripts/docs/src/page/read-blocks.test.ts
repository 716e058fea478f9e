import { describe, expect, test } from "vitest";
import { readBlocks } from "./read-blocks.ts";
import { readNeeds } from "./read-needs.ts";

const page = `# Title
<!-- docs-test needs=mlflow,s3 -->

\`\`\`sh run=no reason="needs Docker"
docker ps
\`\`\`

<!-- docs-test sh
touch hidden
-->

\`\`\`\`yaml file=a.yaml
a: |
  \`\`\`
\`\`\`\`
`;

describe("readBlocks", () => {
  test("finds fenced and hidden blocks with what is said of them", () => {
    expect(readBlocks(page)).toEqual([
      { line: 4, language: "sh", attributes: { run: "no", reason: "needs Docker" }, text: "docker ps" },
      { line: 8, language: "sh", attributes: {}, text: "touch hidden" },
      { line: 12, language: "yaml", attributes: { file: "a.yaml" }, text: "a: |\n  ```" },
    ]);
  });

  test("refuses a block without an end, with its line", () => {
    expect(() => readBlocks("text\n```sh\nnpm start")).toThrow("line 2: the block has no end");
  });

  test("finds what a page needs", () => {
    expect(readNeeds(page)).toEqual(["mlflow", "s3"]);
  });
});
