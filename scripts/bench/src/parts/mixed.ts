import type { Case } from "../cases.ts";
import { closedLoop } from "../loads/closed-loop.ts";
import type { Options } from "../options.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers, type Findings, type Sample } from "../samples.ts";
import { startGateway } from "../servers/start-servers.ts";
import { measureRate } from "./open.ts";

/** Asked as fast as answers come, all at once. */
const busy: ReadonlySet<string> = new Set(["text", "mlp", "jpeg"]);
/** Asked now and then meanwhile. */
const quiet = "iris";
const [connections, rate] = [8, 200];

type Found = Omit<Sample, "part" | "case" | "round">;

/** Several models of one gateway at once: what each of the busy ones gets, and what a quiet one waits. */
export async function measureMixed(
  cases: readonly Case[],
  options: Options,
  findings: Findings,
): Promise<void> {
  const own = cases.filter(({ name }) => name === quiet || busy.has(name));
  const [first] = own;
  if (!first || own.length < 2) return;
  const together = `${own.map(({ name }) => name).join(", ")} at once`;
  const models = own.map(({ model }) => model);
  await using gateway = await startGateway({ name: servers.process, models, first: first.load });
  for (let round = 0; round <= options.rounds; round += 1) {
    say(`round ${round} of ${options.rounds}: ${together}`);
    const seconds = round === 0 ? 1 : options.seconds;
    const found = await Promise.all(own.map((each) => measureOne(gateway, each, seconds)));
    // The first one only warms up.
    if (round === 0) continue;
    for (const each of found) findings.samples.push({ ...each, part: "mixed", case: together, round });
  }
}

async function measureOne(server: ServerProcess, { name, load }: Case, seconds: number): Promise<Found> {
  const named = `${server.name}: ${name}`;
  // Its own second to warm up lies inside the others' time.
  if (name === quiet)
    return {
      ...(await measureRate({ server, load, rate, seconds: Math.max(1, seconds - 1) })),
      server: named,
    };
  const { perSecond, failed, ...latency } = await closedLoop({
    origin: server.origin,
    load,
    connections,
    seconds,
  });
  return { server: named, connections, perSecond, failed, latency };
}
