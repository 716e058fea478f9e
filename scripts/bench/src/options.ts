import { parseArgs } from "node:util";

const partNames = ["closed", "open", "mixed", "switches", "idle", "peers"] as const;
export type Part = (typeof partNames)[number];

/** What the command line asks for. */
export interface Options {
  readonly quick: boolean;
  /** Names of cases; undefined for all. */
  readonly only: readonly string[] | undefined;
  readonly parts: readonly Part[];
  /** Names of peers; undefined for all. */
  readonly peers: readonly string[] | undefined;
  readonly rounds: number;
  readonly seconds: number;
  /** In place of those that each case has. */
  readonly connections: readonly number[] | undefined;
  /** Everything is kept on these processor cores; undefined for all there are. */
  readonly cores: readonly number[] | undefined;
  readonly twoProcesses: boolean;
  /** Write profiles, in place of all parts that are not named. */
  readonly profile: boolean;
  readonly output: string;
  readonly help: boolean;
}

/** What `--help` says. */
export const usage: string = `Usage: npm run bench -- [options]

Measures Switchyard on this machine: against what the machine can do at all, and against other servers.
Writes results.md, results.json and plots.

  --quick              a first look in three minutes: one round, no peers, no switches
  --only iris,mlp      these cases alone
  --parts closed,open  these parts alone: ${partNames.join(", ")}
  --peers none|all|…   other servers to measure beside it, as mlflow,litserve (default: all)
  --rounds 3           how often everything is measured; a ratio is the median of its rounds
  --seconds 3          how long each measurement lasts
  --connections 1,32   in place of each case's own
  --cores 2,3          keep everything on these cores, the load too (Linux)
  --two-processes      also measure two gateway processes on one port
  --profile            write CPU profiles of the gateway and its workers to .cache/bench/profiles, and print where
                       the time goes; measures only the parts that --parts names
  --output DIR         where the results go (default: docs/benchmarks)
  --help               this text
`;

/** Reads a command line; throws with a sentence when it makes no sense. */
export function parseOptions(args: readonly string[], defaultOutput: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      parts: { type: "string" },
      peers: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      connections: { type: "string" },
      cores: { type: "string" },
      "two-processes": { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      output: { type: "string", default: defaultOutput },
      help: { type: "boolean", default: false },
    },
  });
  const { quick } = values;
  return {
    quick,
    only: values.only?.split(","),
    parts: values.profile && values.parts === undefined ? [] : partsOf(values.parts, quick),
    peers: peersOf(values.peers, quick),
    rounds: numberOf("rounds", values.rounds ?? (quick ? "1" : "3")),
    seconds: numberOf("seconds", values.seconds ?? (quick ? "1" : "3")),
    connections: values.connections?.split(",").map((each) => numberOf("connections", each)),
    cores: values.cores?.split(",").map((each) => wholeNumber("cores", each, 0)),
    twoProcesses: values["two-processes"],
    profile: values.profile,
    output: values.output,
    help: values.help,
  };
}

function partsOf(given: string | undefined, quick: boolean): readonly Part[] {
  if (given === undefined) return quick ? ["closed", "open", "mixed", "idle"] : partNames;
  return given.split(",").map((each) => {
    const part = partNames.find((name) => name === each);
    if (part === undefined) throw new Error(`--parts: there is no ${each}, only ${partNames.join(", ")}`);
    return part;
  });
}

function peersOf(given: string | undefined, quick: boolean): readonly string[] | undefined {
  if (given === undefined) return quick ? [] : undefined;
  if (given === "all") return undefined;
  return given === "none" ? [] : given.split(",");
}

function numberOf(name: string, text: string): number {
  return wholeNumber(name, text, 1);
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name}: expected a whole number of at least ${least}, found ${text}`);
  return value;
}
