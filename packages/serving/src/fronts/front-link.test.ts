import { duplexPair } from "node:stream";
import { GatewayError, type Caller, type LoadedModel } from "@switchyard/core";
import { test } from "vitest";
import type { InferenceBackend, InferenceRequest } from "../data-plane.ts";
import { loadedFunction, type Answer } from "../testing/function-model.ts";
import { FrontLink } from "./front-link.ts";
import { MainLink } from "./main-link.ts";

const here = { gone: false };

test("a front gets the answers that the main process has, and hears which version gave them", async ({
  expect,
}) => {
  const { main } = linked((text) => `${text}!`);
  const answers = await Promise.all(["one", "two"].map((text) => main.infer(asking(text))));
  expect(
    answers.map(({ model, answer }) => [model.version.version, model.digest, answer.body.toString()]),
  ).toEqual([
    ["7", "7", '"one!"'],
    ["7", "7", '"two!"'],
  ]);
});

test("several bodies are answered by themselves and in their order", async ({ expect }) => {
  const { main } = linked((text) => text);
  const { contentType, body: _, ...asked } = asking("");
  const bodies = ["a", "b"].map((name) => ({ name, contentType, body: Buffer.from(name) }));
  const { answers } = await main.inferEach({ ...asked, bodies });
  expect(answers.map(({ body }) => body.toString())).toEqual(['"a"', '"b"']);
});

test("a refusal keeps its code and its words", async ({ expect }) => {
  const { main } = linked(() => {
    throw new GatewayError("schema_mismatch", "input a is missing");
  });
  await expect(main.infer(asking("x"))).rejects.toMatchObject({
    code: "schema_mismatch",
    message: "input a is missing",
  });
});

test("who has gone costs the main process nothing more, and neither do the callers of a front that ended", async ({
  expect,
}) => {
  const { main, callers, front } = linked(() => new Promise(() => undefined));
  const leaving = { gone: false };
  const left = main.infer({ ...asking("x"), caller: leaving });
  const staying = main.infer(asking("y"));
  await expect.poll(() => callers).toHaveLength(2);
  leaving.gone = true;
  await expect(left).rejects.toMatchObject({ code: "deadline_exceeded" });
  await expect.poll(() => callers.map(({ gone }) => gone)).toEqual([true, false]);
  front.destroy();
  await expect(staying).rejects.toMatchObject({ code: "worker_died" });
  await expect.poll(() => callers.map(({ gone }) => gone)).toEqual([true, true]);
});

test("a front takes orders, and refuses what is no frame by ending the link", async ({ expect }) => {
  const { link, orders, front, far } = linked((text) => text);
  link.order({ kind: "names", names: ["iris"] });
  link.order({ kind: "close", timeoutMs: 5 });
  await expect
    .poll(() => orders)
    .toEqual([
      { kind: "names", names: ["iris"] },
      { kind: "close", timeoutMs: 5 },
    ]);
  far.write(Buffer.from([1, 0, 0, 0, 99]));
  await expect.poll(() => front.destroyed).toBe(true);
});

function asking(text: string): InferenceRequest {
  const model = { name: "iris" };
  const contentType = "text/plain";
  return {
    model,
    operation: "invocations",
    timeoutMs: 1000,
    caller: here,
    contentType,
    body: Buffer.from(text),
  };
}

interface Linked {
  readonly main: MainLink;
  readonly link: FrontLink;
  readonly callers: readonly Caller[];
  readonly orders: readonly unknown[];
  readonly front: ReturnType<typeof duplexPair>[0];
  readonly far: ReturnType<typeof duplexPair>[0];
}

/** Both ends of a link, with a model behind it that answers from a function. */
function linked(answer: Answer): Linked {
  const [front, far] = duplexPair();
  const callers: Caller[] = [];
  const orders: unknown[] = [];
  const backend = backendOf(loadedFunction("7", { answer }), callers);
  const heard = { onListening: () => undefined, onCounted: () => undefined };
  const link = new FrontLink({ link: far, backend, ...heard });
  front.once("close", () => far.destroy());
  return { main: new MainLink(front, (order) => orders.push(order)), link, callers, orders, front, far };
}

function backendOf({ fetched, servable }: LoadedModel, callers: Caller[]): InferenceBackend {
  const ask = (contentType: string, body: Uint8Array, caller: Caller): ReturnType<typeof servable.answer> =>
    servable.answer({ operation: "invocations", contentType, deadlineMs: 0, body }, caller);
  return {
    async infer({ contentType, body, caller }) {
      callers.push(caller);
      return { model: fetched, answer: await ask(contentType, body, caller) };
    },
    async inferEach({ bodies, caller }) {
      const answers = bodies.map(({ contentType, body }) => ask(contentType, body, caller));
      return { model: fetched, answers: await Promise.all(answers) };
    },
  };
}
