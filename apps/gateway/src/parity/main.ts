import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { kindOf, reportOf } from "./report.ts";
import { transcriptOf, transcriptPath } from "./transcript.ts";
import { parityModels } from "./parity-models.ts";
import { nativeModes, pythonModes, runParity } from "./run-parity.ts";
import { installTestbed } from "../integration/testbed.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string", multiple: true },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "8" },
    output: { type: "string" },
    record: { type: "boolean", default: false },
    runtime: { type: "string", default: "native" },
  },
});

const { model: chosen } = values;
const comparisons = await runParity({
  models: parityModels().filter(({ name }) => chosen === undefined || chosen.includes(name)),
  modes: values.runtime === "python" ? pythonModes(await installTestbed()) : nativeModes,
  seed: Number(values.seed),
  runs: Number(values.runs),
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
