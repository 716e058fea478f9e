import process from "node:process";
import { InferenceSession, type Tensor } from "onnxruntime-node";
import { feedOf } from "../floors/feed.ts";
import { answerBodies } from "./listen.ts";

const session = await InferenceSession.create(process.argv[3] ?? "", {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
});

// A run for each request in the one thread there is: the shortest way from a body to an answer.
await answerBodies(async (body) => {
  const [output] = Object.values(await session.run(feedOf(session, body)));
  return Buffer.from(JSON.stringify({ predictions: numbersOf(output?.data ?? []) }));
});

function numbersOf(values: Tensor["data"]): readonly unknown[] {
  return [...values].map((each) => (typeof each === "bigint" ? Number(each) : each));
}
