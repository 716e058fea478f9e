import { join } from "node:path";
import process from "node:process";
import { allCases } from "./cases.ts";
import { writeModels } from "./models/write-models.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import { measureClosed } from "./parts/closed.ts";
import { pinToCores } from "./pin-to-cores.ts";
import { root } from "./places.ts";
import { endAllAtExit } from "./processes/end-all.ts";
import { say } from "./progress.ts";
import { barsTable } from "./report/bars-table.ts";
import { describeMachine } from "./report/machine.ts";
import { writeResults } from "./report/write-results.ts";
import { Findings } from "./samples.ts";

const options = parseOptions(process.argv.slice(2), join(root, "docs/benchmarks"));
if (options.help) process.stdout.write(usage);
else await run(options);
process.exit();

async function run({ output, cores, only, ...rest }: Options): Promise<void> {
  endAllAtExit();
  if (cores) pinToCores(cores);
  const machine = describeMachine();
  writeModels();
  const cases = (await allCases()).filter(({ name }) => only?.includes(name) ?? true);
  const findings = new Findings();
  await measureClosed(cases, { output, cores, only, ...rest }, findings);
  const { rounds, seconds } = rest;
  writeResults(output, { machine, rounds, seconds, findings }, cases);
  say(`written to ${output}`);
  process.stdout.write(`${barsTable(findings)}\n`);
}
