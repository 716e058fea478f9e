import { join } from "node:path";
import { globSync, readFileSync } from "node:fs";
import { startContestant, type Contestant } from "./contestant.ts";
import { measure, median, type Measurement } from "./measure.ts";

const root = join(import.meta.dirname, "../../..");
const isQuick = process.argv.includes("--quick");
const rounds = isQuick ? 1 : 3;
const seconds = isQuick ? 2 : 4;
const connectionCounts = [1, 32, 128];
const body =
  '{"dataframe_split":{"columns":["sepal_length","sepal_width","petal_length","petal_width"],"data":[[5.1,3.5,1.4,0.2]]}}';

const source = (file: string): readonly string[] => [
  "--conditions=source",
  join(import.meta.dirname, "servers", file),
];
const irisModel = globSync(join(root, "examples/registry/artifacts/1/models/*/artifacts"))
  .filter((directory) => readFileSync(join(directory, "MLmodel"), "utf8").includes("sepal_length"))
  .map((directory) => join(directory, "model.onnx"))
  .join("");

await using floor = await startContestant({
  name: "node:http, doing nothing",
  args: source("nothing.ts"),
  path: "/",
  body,
});
await using gateway = await startContestant({
  name: "Switchyard",
  // As `npm start` starts it.
  args: ["--min-semi-space-size=16", "--max-semi-space-size=16", join(root, "apps/gateway/dist/main.js")],
  env: { SWITCHYARD_PORT: "0" },
  path: "/models/iris/invocations",
  body,
});
await using single = await startContestant({
  name: "one thread-pool task a request",
  args: [...source("task-per-request.ts"), irisModel],
  path: "/",
  body,
});
const contestants = [floor, gateway, single];

const results = new Map<string, Measurement[]>();
for (let round = 0; round < rounds; round += 1)
  for (const connections of connectionCounts)
    for (const contestant of contestants) await measureOnce(contestant, connections);

print();

async function measureOnce({ name, url }: Contestant, connections: number): Promise<void> {
  process.stderr.write(`${name}, ${connections} connections\n`);
  const key = `${name} ${connections}`;
  results.set(key, [...(results.get(key) ?? []), await measure({ url, body, connections, seconds })]);
}

function print(): void {
  console.log(
    `| server | connections | req/s | of the floor | p50 ms | p99 ms | failed |\n|---|---|---|---|---|---|---|`,
  );
  for (const connections of connectionCounts) {
    const floorSpeed = resultOf(floor, connections).requestsPerSecond;
    for (const contestant of contestants) {
      const { requestsPerSecond, p50Ms, p99Ms, failed } = resultOf(contestant, connections);
      const ratio = (requestsPerSecond / floorSpeed).toFixed(2);
      console.log(
        `| ${contestant.name} | ${connections} | ${Math.round(requestsPerSecond)} | ${ratio} | ${p50Ms} | ${p99Ms} | ${failed} |`,
      );
    }
  }
  console.log(
    `\nSwitchyard: first answer ${Math.round(gateway.firstAnswerMs)} ms after its start; ${Math.round(gateway.memoryMiB())} MiB (PSS) with all sample models.`,
  );
}

function resultOf({ name }: Contestant, connections: number): Measurement {
  return median(results.get(`${name} ${connections}`) ?? []);
}
