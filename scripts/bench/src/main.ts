import { join } from "node:path";
import process from "node:process";
import { allCases, type Case } from "./cases.ts";
import { writeModels } from "./models/write-models.ts";
import { parseOptions, usage, type Options, type Part } from "./options.ts";
import { absentIfFailing } from "./parts/absent-if-failing.ts";
import { measureClosed } from "./parts/closed.ts";
import { measureIdle } from "./parts/idle.ts";
import { measureMixed } from "./parts/mixed.ts";
import { measureOpen } from "./parts/open.ts";
import { measurePeers } from "./parts/peers.ts";
import { profileCases } from "./parts/profile.ts";
import { measureSwitches } from "./parts/switches.ts";
import { pinToCores } from "./pin-to-cores.ts";
import { root } from "./places.ts";
import { endAllAtExit } from "./processes/end-all.ts";
import { say } from "./progress.ts";
import { barsTable } from "./report/bars-table.ts";
import { describeMachine } from "./report/machine.ts";
import { writeResults } from "./report/write-results.ts";
import { Findings } from "./samples.ts";

type Measure = (cases: readonly Case[], options: Options, findings: Findings) => Promise<void>;

const parts: Readonly<Record<Part, Measure>> = {
  closed: measureClosed,
  open: measureOpen,
  mixed: measureMixed,
  switches: measureSwitches,
  idle: measureIdle,
  peers: measurePeers,
};

try {
  const options = parseOptions(process.argv.slice(2), join(root, "docs/benchmarks"));
  if (options.help) process.stdout.write(usage);
  else await run(options);
  process.exit();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function run(given: Options): Promise<void> {
  endAllAtExit();
  const { output, cores, only, rounds, seconds } = given;
  if (cores) pinToCores(cores);
  const machine = describeMachine();
  writeModels();
  const cases = named(await allCases(), only);
  const findings = new Findings();
  for (const part of given.parts)
    await absentIfFailing(findings, part, async () => {
      const startMs = performance.now();
      await parts[part](cases, given, findings);
      say(`${part}: ${Math.round((performance.now() - startMs) / 1000)} s`);
    });
  if (given.profile) await profileCases(cases, given);
  if (given.parts.length === 0) return;
  writeResults(output, { machine, rounds, seconds, findings }, cases);
  say(`written to ${output}`);
  process.stdout.write(`${barsTable(findings)}\n`);
}

function named(cases: readonly Case[], only: readonly string[] | undefined): readonly Case[] {
  const names = cases.map(({ name }) => name);
  const unknown = only?.find((each) => !names.includes(each));
  if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}, only ${names.join(", ")}`);
  return cases.filter(({ name }) => only?.includes(name) ?? true);
}
