import type { Case } from "../cases.ts";
import type { Load } from "../loads/load.ts";
import { openLoop } from "../loads/open-loop.ts";
import type { Options } from "../options.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers, type Findings, type Sample } from "../samples.ts";
import { startGateway, startOwn } from "../servers/start-servers.ts";

/** Requests a second, by the names of cases. */
const rates: Readonly<Record<string, readonly number[]>> = {
  iris: [500, 3000],
  text: [1000],
  mlp: [300, 1000],
  jpeg: [30],
  sentiment: [30],
};

const mostSeconds = 2;

interface RateMeasurement {
  readonly server: ServerProcess;
  readonly load: Load;
  readonly rate: number;
  readonly seconds: number;
}

/** Requests that come at fixed times, as from many clients that do not wait for each other: what they wait for answers. */
export async function measureOpen(
  cases: readonly Case[],
  options: Options,
  findings: Findings,
): Promise<void> {
  const own = cases.filter(({ name }) => name in rates);
  const [first] = own;
  if (!first) return;
  const models = [...new Set(own.map(({ model }) => model))];
  await using gateway = await startGateway({ name: servers.process, models, first: first.load });
  await using nothing = await startOwn(servers.nothing, ["nothing.ts"], {
    ...first.load,
    body: Buffer.from("{}"),
  });
  for (let round = 1; round <= options.rounds; round += 1)
    for (const each of own)
      for (const rate of rates[each.name] ?? [])
        for (const server of each.besideNothing ? [nothing, gateway] : [gateway]) {
          say(`round ${round} of ${options.rounds}: ${each.name}, ${server.name}, ${rate} a second`);
          const found = await measureRate({
            server,
            load: each.load,
            rate,
            seconds: Math.min(options.seconds, mostSeconds),
          });
          findings.samples.push({ ...found, part: "open", case: each.name, round });
        }
}

/** What a server does when it is asked so often. */
export async function measureRate({
  server,
  load,
  rate,
  seconds,
}: RateMeasurement): Promise<Omit<Sample, "part" | "case" | "round">> {
  const { perSecond, failed, ...latency } = await openLoop({ origin: server.origin, load, rate }, seconds);
  return { server: server.name, connections: 0, rate, perSecond, failed, latency };
}
