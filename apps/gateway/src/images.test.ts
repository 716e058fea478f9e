import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { hugePng } from "./testing/huge-png.ts";
import { sampleRegistry } from "./testing/sample-models.ts";
import { startTestGateway, type TestGateway } from "./testing/test-gateway.ts";

const pictures = join(sampleRegistry, "../images");
const picture = (file: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(join(pictures, file)));
const text = (content: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(content));

interface Friendly {
  readonly label: string;
  readonly confidence: number;
}

async function friendlyOf(response: Response): Promise<Friendly> {
  return JSON.parse(await response.text());
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ env: { SWITCHYARD_MODELS: "catdog=models:/catdog@champion" } });
});
afterAll(async () => await gateway[Symbol.asyncDispose]());

test.for([
  ["dog.jpg", "dog", "file"],
  ["cat.jpg", "cat", "image_file"],
] as const)("%s is a %s", async ([file, label, field], { expect }) => {
  const form = new FormData();
  form.append(field, new Blob([picture(file)]), file);
  const upload = await gateway.post("/models/catdog/predict", form);
  const friendly = await friendlyOf(upload);
  expect(friendly).toMatchObject({
    label,
    confidence: expect.any(Number),
    probabilities: { [label]: expect.any(Number) },
  });
  expect(friendly.confidence).toBeGreaterThan(0.8);
  const raw = await gateway.post("/models/catdog/invocations", picture(file), {
    "content-type": "image/jpeg",
  });
  expect(await raw.json()).toMatchObject({
    predictions: { label: [label], probabilities: [[expect.any(Number), expect.any(Number)]] },
  });
});

test("answers pictures that come together each by itself", async ({ expect }) => {
  const labels = ["cat", "dog", "dog", "cat", "cat", "dog", "cat", "dog", "dog"];
  const answers = await Promise.all(
    labels.map(async (label) => {
      const response = await gateway.post("/models/catdog/predict", picture(`${label}.jpg`), {
        "content-type": "image/jpeg",
      });
      return await friendlyOf(response);
    }),
  );
  expect(answers.map(({ label }) => label)).toEqual(labels);
  expect(new Set(answers.map(({ confidence }) => confidence)).size).toBe(2);
});

test.for([
  ["a text", text("hello")],
  ["an SVG", text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ["nothing", text("")],
  ["a JPEG cut off", picture("cat.jpg").subarray(0, 3000)],
  ["a PNG of 30,000 by 30,000 pixels", hugePng(30_000)],
] as const)("refuses %s, as upload and as body", async ([, bytes], { expect }) => {
  const form = new FormData();
  form.append("file", new Blob([bytes]), "picture.jpg");
  for (const response of [
    await gateway.post("/models/catdog/predict", form),
    await gateway.post("/models/catdog/invocations", bytes, { "content-type": "image/jpeg" }),
  ]) {
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error_code: "BAD_REQUEST",
      message: expect.stringMatching(/^image: /),
    });
  }
});

test("an upload without a file names the fields it may come in", async ({ expect }) => {
  const form = new FormData();
  form.append("something", "else");
  const response = await gateway.post("/models/catdog/predict", form);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    message: expect.stringContaining("file, image_file, image"),
  });
});

test("a picture whose sender does not say what it is", async ({ expect }) => {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="dog.jpg"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), picture("dog.jpg"), Buffer.from("\r\n--b--\r\n")]);
  const response = await gateway.post("/models/catdog/predict", Uint8Array.from(body), {
    "content-type": "multipart/form-data; boundary=b",
  });
  expect(await response.json()).toMatchObject({ label: "dog" });
});

test("several pictures of one upload are answered in their order, and a bad one is named", async ({
  expect,
}) => {
  const form = new FormData();
  for (const file of ["dog.jpg", "cat.jpg", "dog.jpg"]) form.append("file", new Blob([picture(file)]), file);
  const response = await gateway.post("/models/catdog/predict", form);
  expect(await response.json()).toMatchObject([{ label: "dog" }, { label: "cat" }, { label: "dog" }]);
  expect(response.headers.get("x-model-version")).toBe("1");
  form.append("image", new Blob([text("hello")]), "Müll.jpg");
  const refused = await gateway.post("/models/catdog/predict", form);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ message: expect.stringMatching(/^Müll\.jpg: image: /) });
});

test("MLflow's own path takes one picture an upload", async ({ expect }) => {
  const form = new FormData();
  for (const file of ["dog.jpg", "cat.jpg"]) form.append("file", new Blob([picture(file)]), file);
  const response = await gateway.post("/models/catdog/invocations", form);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining("expected one file") });
});

test.for([
  ["too many files", 65, 413, "more than 64 files"],
  ["as many as may be", 64, 200, undefined],
] as const)("an upload of %s", async ([, files, status, message], { expect }) => {
  const form = new FormData();
  for (let file = 0; file < files; file += 1) form.append("file", new Blob([picture("dog.jpg")]), "dog.jpg");
  const response = await gateway.post("/models/catdog/predict", form);
  expect(response.status).toBe(status);
  if (message !== undefined)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
});

test("files that are too large together are refused, whether their size is told or not", async ({
  expect,
}) => {
  await using small = await startTestGateway({
    env: { SWITCHYARD_MODELS: "catdog=models:/catdog@champion", SWITCHYARD_MAX_BODY_BYTES: "200000" },
  });
  const form = new FormData();
  for (let file = 0; file < 3; file += 1) form.append("file", new Blob([new Uint8Array(80_000)]), "x.jpg");
  const told = await small.post("/models/catdog/predict", form);
  expect(told.status).toBe(413);
  const encoded = new Response(form);
  const untold = await fetch(`${small.baseUrl}/models/catdog/predict`, {
    method: "POST",
    headers: { "content-type": encoded.headers.get("content-type") ?? "" },
    body: encoded.body,
    duplex: "half",
  });
  expect(untold.status).toBe(413);
});
