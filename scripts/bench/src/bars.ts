import { chosen, compared, ratio, type Choice } from "./report/select.ts";
import { spreadOf, type Spread } from "./report/spread.ts";
import { idleFact, servers, switchDrift, switchLatency, type Fact, type Sample } from "./samples.ts";

/** What Switchyard is held to on a machine of two cores that also makes the load. */
export interface Bar {
  readonly name: string;
  readonly better: "more" | "less";
  readonly unit: string;
  readonly atLeast: number;
  readonly aim?: number;
  readonly measured: (found: Found) => Spread | undefined;
}

export type Verdict = "aim reached" | "reached" | "missed" | "not measured";

interface Found {
  readonly samples: readonly Sample[];
  readonly facts: readonly Fact[];
}

/** All bars. */
export const bars: readonly Bar[] = [
  moreThan("iris, 32 connections ÷ do-nothing server", [0.95, 1.3], beside(servers.nothing, "iris", 32)),
  moreThan("iris, 128 connections ÷ do-nothing server", [0.95, 1.3], beside(servers.nothing, "iris", 128)),
  moreThan("text, 128 connections ÷ do-nothing server", [0.75, 0.95], beside(servers.nothing, "text", 128)),
  moreThan("MLP, 128 connections ÷ one core, batch 64", [0.8, 0.9], above(servers.run64, "mlp", 128)),
  moreThan("CNN, 8 connections ÷ all cores", [0.85, 0.95], above(servers.runAll, "cnn", 8)),
  moreThan(
    "JPEG, 8 connections ÷ decode and run on all cores",
    [0.85, 0.95],
    above(servers.decodeAll, "jpeg", 8),
  ),
  {
    name: "iris, one connection: median above node:http and session.run",
    better: "less",
    unit: "ms",
    atLeast: 0.3,
    aim: 0.15,
    measured: ({ samples }) => addedMs(samples),
  },
  moreThan("iris, 32 connections, processes ÷ threads", [0.92, 1.1], beside(servers.thread, "iris", 32)),
  moreThan(
    "iris ONNX, 32 connections ÷ mlflow models serve",
    [45, 75],
    besidePeer("iris-onnx", "mlflow models serve"),
  ),
  moreThan(
    "iris scikit-learn, here compiled, 32 connections ÷ mlflow models serve",
    [120, 240],
    besidePeer("iris-sklearn", "mlflow models serve"),
  ),
  moreThan("MLP, 32 connections ÷ mlflow models serve", [12, 18], besidePeer("mlp", "mlflow models serve")),
  moreThan("iris ONNX, 32 connections ÷ LitServe", [30, 50], besidePeer("iris-onnx", "LitServe")),
  moreThan("MLP, 32 connections ÷ PyTriton", [3, 4.5], besidePeer("mlp", "PyTriton")),
  factBar(switchDrift(200), "%", [10, 3]),
  factBar(switchLatency(200), "", [1.5, 1.1]),
  factBar(idleFact, "% of a core", [1]),
];

/** Whether a bar is reached. */
export function verdictOf({ better, atLeast, aim }: Bar, value: Spread | undefined): Verdict {
  if (!value) return "not measured";
  const reaches = (limit: number): boolean =>
    better === "more" ? value.median >= limit : value.median <= limit;
  if (!reaches(atLeast)) return "missed";
  return aim !== undefined && reaches(aim) ? "aim reached" : "reached";
}

function at(name: string, connections: number): Choice {
  return { part: "closed", case: name, server: servers.process, connections };
}

/** How many times as fast Switchyard is as another server on as many connections. */
function beside(server: string, name: string, connections: number): Bar["measured"] {
  const own = at(name, connections);
  return ({ samples }) => ratio(samples, own, { ...own, server });
}

/** What Switchyard reaches of what ONNX Runtime alone does. */
function above(floor: string, name: string, connections: number): Bar["measured"] {
  return ({ samples }) =>
    ratio(samples, at(name, connections), { part: "closed", case: name, server: floor, connections: 0 });
}

function besidePeer(model: string, peer: string): Bar["measured"] {
  const choice = { part: "peers", case: besideOf(model, peer), connections: 32 };
  return ({ samples }) => ratio(samples, { ...choice, server: servers.process }, { ...choice, server: peer });
}

/** What the measurements of a model beside another server are kept under. */
export function besideOf(model: string, peer: string): string {
  return `${model} beside ${peer}`;
}

function moreThan(name: string, [atLeast, aim]: readonly [number, number], measured: Bar["measured"]): Bar {
  return { name, better: "more", unit: "", atLeast, aim, measured };
}

function factBar(name: string, unit: string, [atLeast, aim]: readonly [number, number?]): Bar {
  const measured = ({ facts }: Found): Spread | undefined =>
    spreadOf(facts.filter((each) => each.name === name).map(({ value }) => value));
  return { name, better: "less", unit, atLeast, ...(aim !== undefined && { aim }), measured };
}

function addedMs(samples: readonly Sample[]): Spread | undefined {
  const own = at("iris", 1);
  return compared(
    [chosen(samples, own), chosen(samples, { ...own, server: servers.onlyRun })],
    (one, other) => (one.latency?.p50Ms ?? NaN) - (other.latency?.p50Ms ?? NaN),
  );
}
