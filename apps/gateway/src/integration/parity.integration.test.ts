import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { answerOf, parseBody, type Answer } from "./answers.ts";
import { differences } from "../parity/differences.ts";
import { intendedDifferences } from "../parity/intended.ts";
import { judge } from "../parity/judge.ts";
import { parityModels } from "../parity/parity-models.ts";
import { kindOf, reportOf } from "../parity/report.ts";
import { nativeModes, runParity, type Comparison } from "../parity/run-parity.ts";
import { readTranscript } from "../parity/transcript.ts";
import { readTranscripts } from "../testing/transcripts.ts";

const documented = readFileSync(join(import.meta.dirname, "../../../../docs/parity.md"), "utf8");

/** A real MLflow and the gateway are asked the same: `npm run test:parity`, with fewer requests made at random. */
describe("parity", () => {
  let comparisons: readonly Comparison[];
  const of = (name: string): readonly Comparison[] => comparisons.filter(({ model }) => model === name);

  beforeAll(async () => {
    comparisons = await runParity({
      models: parityModels(),
      modes: nativeModes,
      seed: 1,
      runs: 4,
      onProgress: () => undefined,
    });
  }, 900_000);

  test.for(parityModels().map(({ name }) => name))("%s answers as MLflow does", (name, { expect }) => {
    const different = of(name).filter((each) => kindOf(each) === "different");
    expect(of(name).length).toBeGreaterThan(20);
    expect(different.length, reportOf(different)).toBe(0);
  });

  test("every kind of answer was compared", ({ expect }) => {
    const good = comparisons.filter(({ expected }) => expected.status === 200);
    const bad = comparisons.filter(({ expected }) => expected.status === 400);
    expect(comparisons.length).toBeGreaterThan(10_000);
    expect(good.length).toBeGreaterThan(4000);
    expect(bad.length).toBeGreaterThan(4000);
  });

  test("what was recorded is what MLflow still says", ({ expect }) => {
    const recorded = new Map(readTranscript().map((each) => [keyOf(each), each.expected]));
    const asked = comparisons.filter((each) => recorded.has(keyOf(each)));
    const changed = asked.filter((each) => {
      const found = recorded.get(keyOf(each));
      return found === undefined || judge({ ...each, found }).kind !== "equal";
    });
    expect(changed.map(keyOf)).toEqual([]);
    expect(asked.length).toBeGreaterThan(500);
  });

  test.for(readTranscripts().map(({ model }) => model))(
    "what was recorded of %s is what MLflow still says",
    (model, { expect }) => {
      const exchanges = readTranscripts().find((each) => each.model === model)?.exchanges ?? [];
      const changed = exchanges.filter(({ name, status, response }) => {
        const now = of(model).find(({ request }) => request.name === `recorded: ${name}`)?.expected;
        return now === undefined || isChanged(answerOf(status, response), now);
      });
      expect(changed.map(({ name }) => name)).toEqual([]);
      expect(exchanges.length).toBeGreaterThan(10);
    },
  );
});

test.for(Object.keys(intendedDifferences))("the difference %s is told", (id, { expect }) => {
  expect(documented).toContain(`| \`${id}\``);
});

/** Recorded numbers have lost how they were written. */
function isChanged(recorded: Answer, { status, body }: Comparison["expected"]): boolean {
  const now = answerOf(status, parseBody(body));
  return differences(recorded, now).length > 0;
}

function keyOf({ model, request }: Pick<Comparison, "model" | "request">): string {
  return `${model}, ${request.category}: ${request.name} ${String(request.body)}`;
}
