import { closedLoop } from "../loads/closed-loop.ts";
import type { Load } from "../loads/load.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import type { Sample } from "../samples.ts";

export interface ServerMeasurement {
  readonly server: ServerProcess;
  readonly load: Load;
  readonly connections: number;
  readonly seconds: number;
}

/** What a server does under a closed loop, and what processor time that costs it. */
export async function measureServer({
  server,
  load,
  connections,
  seconds,
}: ServerMeasurement): Promise<Omit<Sample, "part" | "case" | "round">> {
  const before = server.processorSeconds();
  const { requests, perSecond, failed, ...latency } = await closedLoop({
    origin: server.origin,
    load,
    connections,
    seconds,
  });
  const cpuMicros = ((server.processorSeconds() - before) / requests) * 1e6;
  return { server: server.name, connections, perSecond, latency, cpuMicros, failed };
}
