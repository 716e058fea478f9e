import { graphOf, type Case } from "../cases.ts";
import { FloorWorkers } from "../floors/floor-workers.ts";
import type { Options } from "../options.ts";
import type { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers, type Findings, type Sample } from "../samples.ts";
import { knowsSetting, startGateway, startOwn } from "../servers/start-servers.ts";
import { measureServer } from "./measure-server.ts";

/** One thing that every round measures. */
interface Step {
  readonly case: Case;
  readonly title: string;
  readonly measure: (seconds: number) => Promise<Omit<Sample, "part" | "case" | "round">>;
}

/**
 * Each case at each number of connections, and its floors. All servers stand ready all the time, one is asked at a
 * time, and a round asks each of them once, so that what the machine does besides meets all alike.
 */
export async function measureClosed(
  cases: readonly Case[],
  options: Options,
  findings: Findings,
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const floors = stack.use(new FloorWorkers());
  const gateways = await startGateways(
    cases,
    { ...options, twoProcesses: canBeTwo(options, findings) },
    stack,
  );
  for (const { name, firstAnswerMs } of gateways.values())
    findings.facts.push({ name: `${name}: first answer after its start`, value: firstAnswerMs, unit: "ms" });
  const steps: Step[] = [];
  for (const each of cases) steps.push(...(await stepsOf(each, { options, gateways, floors, stack })));
  await warmUp(steps);
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const step of steps) {
      say(`round ${round} of ${options.rounds}: ${step.case.name}, ${step.title}`);
      const found = await step.measure(options.seconds);
      findings.samples.push({ ...found, part: "closed", case: step.case.name, round });
    }
  }
  for (const server of gateways.values())
    findings.facts.push({
      name: `${server.name}: memory with all models`,
      value: server.memoryMiB(),
      unit: "MiB",
    });
}

/** Code that has not run often is slow; nobody's fault. */
async function warmUp(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    say(`warming up: ${step.case.name}, ${step.title}`);
    await step.measure(1);
  }
}

/** The other ways to run the gateway are asked where they may differ: under load. */
function isAsked({ name }: ServerProcess, { everyWay }: Case, connections: number): boolean {
  const isOther = name === servers.thread || name === servers.twoProcesses;
  return !isOther || (everyWay && connections >= 32);
}

/** Not every gateway that the benchmark is run with can be several processes. */
function canBeTwo({ twoProcesses }: Options, { absences }: Findings): boolean {
  if (!twoProcesses || knowsSetting("SWITCHYARD_PROCESSES")) return twoProcesses;
  absences.push({ server: servers.twoProcesses, reason: "this gateway has no setting for it" });
  return false;
}

type Gateways = ReadonlyMap<string, ServerProcess>;

async function startGateways(
  cases: readonly Case[],
  { twoProcesses }: Options,
  stack: AsyncDisposableStack,
): Promise<Gateways> {
  const [first] = cases;
  if (!first) throw new Error("no case is left to measure");
  const everyWay = cases.filter((each) => each.everyWay);
  const ways = [
    { name: servers.process, cases, env: {} },
    { name: servers.thread, cases: everyWay, env: { SWITCHYARD_ISOLATION: "thread" } },
    ...(twoProcesses
      ? [{ name: servers.twoProcesses, cases: everyWay, env: { SWITCHYARD_PROCESSES: "2" } }]
      : []),
  ].filter((way) => way.cases.length > 0);
  const started = new Map<string, ServerProcess>();
  for (const { name, env, ...way } of ways) {
    say(`starting ${name}`);
    const models = [...new Set(way.cases.map(({ model }) => model))];
    started.set(
      name,
      stack.use(await startGateway({ name, models, env, first: (way.cases[0] ?? first).load })),
    );
  }
  return started;
}

interface StepOptions {
  readonly options: Options;
  readonly gateways: Gateways;
  readonly floors: FloorWorkers;
  readonly stack: AsyncDisposableStack;
}

async function stepsOf(each: Case, context: StepOptions): Promise<readonly Step[]> {
  const { options, gateways, floors, stack } = context;
  const { load } = each;
  const nothing = each.besideNothing
    ? stack.use(await startOwn(servers.nothing, ["nothing.ts"], load))
    : undefined;
  const onlyRun = each.besideOnlyRun
    ? stack.use(await startOwn(servers.onlyRun, ["only-run.ts", graphOf(each)], load))
    : undefined;
  const counts = options.connections ?? (options.quick ? each.fewer : each.connections);
  const serverSteps = counts.flatMap((connections) =>
    [nothing, connections === 1 ? onlyRun : undefined, ...gateways.values()]
      .filter((server) => server !== undefined)
      .filter((server) => isAsked(server, each, connections))
      .map((server) => ({
        case: each,
        title: `${server.name}, ${connections} connections`,
        measure: (seconds: number) => measureServer({ server, load, connections, seconds }),
      })),
  );
  const floorSteps = each.floors.map(({ server, cores, ...work }) => ({
    case: each,
    title: server,
    measure: async (seconds: number) => {
      const perSecond = await floors.rowsPerSecond(cores, { ...work, model: graphOf(each), seconds });
      return { server, connections: 0, perSecond, failed: 0 };
    },
  }));
  return [...serverSteps, ...floorSteps];
}
