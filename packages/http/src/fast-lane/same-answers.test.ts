import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLaneServer, type LaneServer } from "./testing/lane-server.ts";

const path = "/models/iris/invocations";

function head(first: string, lines: readonly string[]): string {
  return `${[first, "Host: a", ...lines].join("\r\n")}\r\n\r\n`;
}

function post(body: string, lines: readonly string[] = []): string {
  return `${head(`POST ${path} HTTP/1.1`, [`Content-Length: ${body.length}`, ...lines])}${body}`;
}

const plain = [
  post("plain"),
  post("other", ["Content-Type: text/csv"]),
  post(""),
  post(post("within")),
  post("long".repeat(5000)),
  post("twice", ["X-A: b", "X-A: c"]),
  post("spaced", ["X-A:   "]),
  `\r\n${post("after a line")}`,
  `${head(`POST ${path} HTTP/1.1`, ["Transfer-Encoding: chunked"])}3\r\nabc\r\n0\r\n\r\n`,
  head("GET /health HTTP/1.1", []),
];

/** Such as are two requests, or another one, to whom reads them wrongly. */
const strange = [
  post("0\r\n\r\n", ["Transfer-Encoding: chunked"]),
  post("two", ["Content-Length: 1"]),
  post("broken").replace("Host", "Ho st"),
  post("bare").replaceAll("\r\n", "\n"),
  post("folded", ["X-A: b", " Content-Length: 0"]),
  post("last", ["Connection: close"]),
  post("spelled").replace("Content-Length", "Content-Length "),
  head("GET /models/iris/invocations HTTP/1.1", []),
];

let withLane: LaneServer;
let withoutLane: LaneServer;
beforeAll(async () => {
  withLane = await startLaneServer();
  withoutLane = await startLaneServer({ hasLane: false });
});
afterAll(async () => {
  await withLane[Symbol.asyncDispose]();
  await withoutLane[Symbol.asyncDispose]();
});

/** All answers to these bytes, sent in pieces, until the connection ends. */
async function answersOf(served: LaneServer, pieces: readonly Buffer[]): Promise<readonly string[]> {
  using client = served.connect();
  for (const piece of pieces) {
    client.send(piece);
    await turn();
  }
  const all: string[] = [];
  for (let answer = await client.next(); answer; answer = await client.next())
    all.push(`${answer.status} ${answer.headers["content-type"] ?? ""} ${answer.body}`);
  return all.map((each) => each.replace(/(?<="request_id":")[\w-]+/, "R"));
}

/** The bytes, cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const all = [0, ...places.map((place) => place % bytes.length).toSorted((a, b) => a - b)];
  return all.map((place, index) => bytes.subarray(place, all[index + 1]));
}

type Answers = readonly string[];

/** What both answer to a sequence of requests, which the one with the lane gets in pieces. */
async function bothAnswers(sent: readonly string[], cuts: readonly number[]): Promise<readonly Answers[]> {
  const bytes = Buffer.from([...sent, head("GET /end HTTP/1.1", ["Connection: close"])].join(""));
  return await Promise.all([answersOf(withLane, cut(bytes, cuts)), answersOf(withoutLane, [bytes])]);
}

const places = fc.array(fc.nat(), { maxLength: 6 });

test("however requests are mixed and cut, the answers are those of Node's HTTP server", async () => {
  const sequence = fc.array(fc.constantFrom(...plain), { maxLength: 5 });
  const check = fc.asyncProperty(sequence, places, async (sent, cuts) => {
    const [byLane, byNode] = await bothAnswers(sent, cuts);
    expect(byLane).toEqual(byNode);
  });
  await fc.assert(check, { numRuns: 200 });
});

test("strange requests among them change no answer, but that one of both may end the connection earlier", async () => {
  const sequence = fc.array(fc.constantFrom(...plain, ...strange), { minLength: 1, maxLength: 5 });
  const check = fc.asyncProperty(sequence, places, async (sent, cuts) => {
    const [byLane = [], byNode = []] = (await bothAnswers(sent, cuts)).map(withoutRefusal);
    const length = Math.min(byLane.length, byNode.length);
    expect(byLane.slice(0, length)).toEqual(byNode.slice(0, length));
  });
  await fc.assert(check, { numRuns: 400 });
});

/** Without the bare 400 with which Node's parser ends a connection, unless an answer is under way. */
function withoutRefusal(answers: readonly string[]): readonly string[] {
  return answers.filter((answer) => answer !== "400  ");
}
