import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { kindOf, reportOf } from "./report.ts";
import { transcriptOf, transcriptPath } from "./transcript.ts";
import { runParity } from "./run-parity.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string", multiple: true },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "8" },
    output: { type: "string" },
    record: { type: "boolean", default: false },
  },
});

const { model: chosen } = values;
const comparisons = await runParity({
  seed: Number(values.seed),
  runs: Number(values.runs),
  isChosen: (name) => chosen === undefined || chosen.includes(name),
  onProgress: (text) => process.stderr.write(`parity: ${text}…\n`),
});
if (values.output !== undefined)
  await writeFile(
    values.output,
    comparisons.map((each) => `${JSON.stringify({ kind: kindOf(each), ...each })}\n`).join(""),
  );
if (values.record) await writeFile(transcriptPath, transcriptOf(comparisons));
process.stdout.write(`${reportOf(comparisons)}\n`);
process.exitCode = comparisons.every((each) => kindOf(each) !== "different") ? 0 : 1;
