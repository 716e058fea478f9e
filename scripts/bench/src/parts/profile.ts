import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Case } from "../cases.ts";
import { closedLoop } from "../loads/closed-loop.ts";
import type { Options } from "../options.ts";
import { cache } from "../places.ts";
import { InspectedProcess } from "../profile/inspected-process.ts";
import { selfTimes, type CpuProfile } from "../profile/self-times.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers } from "../samples.ts";
import { startGateway } from "../servers/start-servers.ts";

const connections = 32;
const mostLines = 25;

/** Where the time of the gateway and of its workers goes, a case and a process at a time. */
export async function profileCases(cases: readonly Case[], { seconds }: Options): Promise<void> {
  for (const each of cases) {
    const { name, model, load } = each;
    await using gateway = await startGateway({ name: servers.process, models: [model], first: load });
    await closedLoop({ origin: gateway.origin, load, connections, seconds: 2 });
    const workers = gateway.processes().filter((pid) => commandOf(pid).includes("model-worker"));
    for (const [index, pid] of [gateway.pid, ...workers].entries()) {
      const role = index === 0 ? "gateway" : `worker${index === 1 ? "" : `-${index}`}`;
      say(`profile: ${name}, ${role}`);
      const profile = await profileOf(pid, () =>
        closedLoop({ origin: gateway.origin, load, connections, seconds }),
      );
      report(`${name}-${role}`, profile);
    }
  }
}

async function profileOf(pid: ServerProcess["pid"], work: () => Promise<unknown>): Promise<CpuProfile> {
  await using inspected = await InspectedProcess.attach(pid);
  await inspected.call("Profiler.enable");
  await inspected.call("Profiler.setSamplingInterval", { interval: 200 });
  await inspected.call("Profiler.start");
  await work();
  const { profile } = await inspected.call("Profiler.stop");
  return parse(profile);
}

/** It has the shape that V8 documents. */
function parse(profile: unknown): CpuProfile {
  return JSON.parse(JSON.stringify(profile));
}

function report(name: string, profile: CpuProfile): void {
  const directory = join(cache, "profiles");
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${name}.cpuprofile`);
  writeFileSync(file, JSON.stringify(profile));
  const lines = selfTimes(profile)
    .slice(0, mostLines)
    .map(({ place, share }) => `${(share * 100).toFixed(1).padStart(5)} %  ${place}`);
  process.stdout.write(`\n${name} (${file})\n${lines.join("\n")}\n`);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}
