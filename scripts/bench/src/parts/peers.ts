import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besideOf } from "../bars.ts";
import type { Case } from "../cases.ts";
import type { Load } from "../loads/load.ts";
import { modelDirectories } from "../models/write-models.ts";
import type { Options } from "../options.ts";
import { allPeers } from "../peers/all-peers.ts";
import { bringEnvironment, environmentVariables, type Environment } from "../peers/environment.ts";
import type { Peer, PeerModel } from "../peers/peer.ts";
import { mlflowLoad } from "../peers/peer-loads.ts";
import { ServerProcess } from "../processes/server-process.ts";
import { say } from "../progress.ts";
import { servers, type Findings } from "../samples.ts";
import { startGateway } from "../servers/start-servers.ts";
import { absentIfFailing } from "./absent-if-failing.ts";
import { measureServer } from "./measure-server.ts";

const connections = 32;
const mostSeconds = 2;
/** Node compiles what runs often while it runs: for some seconds each answer costs more than ever after. */
const warmUpSeconds = 5;

/** Each other server beside Switchyard: in every round first the one and then the other, nothing else running. */
export async function measurePeers(
  _cases: readonly Case[],
  options: Options,
  findings: Findings,
): Promise<void> {
  const peers = allPeers.filter(({ key }) => options.peers?.includes(key) ?? true);
  for (const key of options.peers ?? [])
    if (!peers.some((each) => each.key === key))
      findings.absences.push({
        server: key,
        reason: `known are ${allPeers.map((each) => each.key).join(", ")}`,
      });
  const environments = await bringEnvironments(peers, findings);
  for (const [peer, environment] of environments)
    for (const model of peer.models)
      await absentIfFailing(findings, `${peer.name}, ${model}`, () =>
        measurePeer({ peer, environment, model }, options, findings),
      );
}

type Environments = ReadonlyMap<Peer, Environment>;

async function bringEnvironments(peers: readonly Peer[], findings: Findings): Promise<Environments> {
  const environments = new Map<Peer, Environment>();
  for (const peer of peers)
    await absentIfFailing(findings, peer.name, async () => {
      environments.set(peer, await bringEnvironment(peer.key, peer.packages));
    });
  return environments;
}

interface Contest {
  readonly peer: Peer;
  readonly environment: Environment;
  readonly model: PeerModel;
}

async function measurePeer(contest: Contest, options: Options, findings: Findings): Promise<void> {
  const { peer, model } = contest;
  const name = besideOf(model, peer.name);
  say(`starting ${name}`);
  await using directory = await mkdtempDisposable(join(tmpdir(), "bench-"));
  await using other = await startPeer(contest, directory.path);
  await using own = await startOwnSide(contest);
  const sides: readonly (readonly [ServerProcess, Load])[] = [
    ...own.loads.map((load): readonly [ServerProcess, Load] => [own.server, load]),
    [other, peer.load(model)],
  ];
  for (const [server, load] of sides) {
    say(`warming up: ${name}, ${server.name}`);
    await measureServer({ server, load, connections, seconds: warmUpSeconds });
  }
  const seconds = Math.min(options.seconds, mostSeconds);
  for (let round = 1; round <= options.rounds; round += 1)
    for (const [server, load] of sides) {
      say(`round ${round} of ${options.rounds}: ${name}, ${server.name}`);
      const found = await measureServer({ server, load, connections, seconds });
      const named = load.path.includes("iris-python") ? { server: servers.python } : {};
      findings.samples.push({ ...found, ...named, part: "peers", case: name, round });
    }
  findings.facts.push(
    { name: `${peer.name}, ${model}: first answer after its start`, value: other.firstAnswerMs, unit: "ms" },
    { name: `${peer.name}, ${model}: memory`, value: other.memoryMiB(), unit: "MiB" },
    { name: `${name}, Switchyard: memory`, value: own.server.memoryMiB(), unit: "MiB" },
  );
}

function startPeer({ peer, environment, model }: Contest, directory: string): Promise<ServerProcess> {
  const files = modelDirectories[model === "iris-sklearn" ? "iris-python" : model];
  const run = (port: number) => ({ environment, model, files, directory, port });
  return ServerProcess.start({
    name: peer.name,
    command: (port) => peer.command(run(port)),
    env: (port) => ({ ...environmentVariables(environment), ...peer.env?.(run(port)) }),
    directory,
    first: peer.load(model),
  });
}

interface OwnSide extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly loads: readonly Load[];
}

/** The scikit-learn model twice: made native, and run by Python. */
async function startOwnSide({ model, environment }: Contest): Promise<OwnSide> {
  const names = model === "iris-sklearn" ? ["iris-compiled", "iris-python"] : [model];
  const loads = names.map((name) => mlflowLoad(model, `/models/${name}/invocations`));
  const [first] = loads;
  if (!first) throw new Error("nothing to ask");
  const server = await startGateway({
    name: servers.process,
    models: names,
    settings: { "iris-compiled": { compile: "require" }, "iris-python": { runtime: "python" } },
    env: { SWITCHYARD_PYTHON: join(environment.bin, "python") },
    first,
  });
  return { server, loads, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
