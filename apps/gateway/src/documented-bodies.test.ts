import { createCodecs } from "@switchyard/codecs";
import { exactNumbers, parseExactJson, type ModelDescription } from "@switchyard/core";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { bodyOf, bodySchema, type BodySchema } from "./testing/body-of-schema.ts";
import { startDescribedServer, type DescribedServer } from "./testing/described-server.ts";
import { graphModel, signedModel } from "./testing/random-models.ts";

let server: DescribedServer;
beforeAll(async () => {
  server = await startDescribedServer();
});
afterAll(async () => await server[Symbol.asyncDispose]());

const codecs = createCodecs();
const openApi = z.object({
  components: z.object({
    requestBodies: z.record(
      z.string(),
      z.object({ content: z.object({ "application/json": z.object({ schema: bodySchema }) }) }),
    ),
  }),
});

async function documented(model: ModelDescription, operation: string): Promise<BodySchema> {
  server.serve({ m: { "1": model } });
  const document: unknown = await (await fetch(`${server.baseUrl}/models/m/openapi.json`)).json();
  const { requestBodies } = openApi.parse(document).components;
  return requestBodies[`m.${operation}`]?.content["application/json"].schema ?? {};
}

test.for(["invocations", "predict"] as const)(
  "what the document says of /%s is read, whatever the signature",
  async (operation, { expect }) => {
    await fc.assert(
      fc.asyncProperty(signedModel, fc.integer({ min: 1, max: 3 }), fc.gen(), async (model, rows, draw) => {
        const schema = await documented(model, operation);
        for (let each = 0; each < 5; each += 1) {
          const body = Buffer.from(draw(bodyOf, schema, rows));
          const decode = (): unknown =>
            codecs[operation].decode({ contentType: "application/json", body }, model);
          expect(decode, body.toString()).not.toThrow();
        }
      }),
      { numRuns: 60 },
    );
  },
);

const inferBody = z.object({
  inputs: z.array(z.looseObject({ shape: z.array(z.number()), data: z.array(z.unknown()) })),
});

test("what the document says of /infer is read, with a signature or by the graph alone", async ({
  expect,
}) => {
  const models = fc.oneof(signedModel.filter(fitsTensors), graphModel);
  await fc.assert(
    fc.asyncProperty(models, fc.integer({ min: 1, max: 3 }), fc.gen(), async (model, rows, draw) => {
      const schema = await documented(model, "infer");
      for (let each = 0; each < 5; each += 1) {
        const body = fitted(draw(bodyOf, schema, rows), rows);
        const decode = (): unknown => codecs.infer.decode({ contentType: "application/json", body }, model);
        expect(decode, body.toString()).not.toThrow();
      }
    }),
    { numRuns: 60 },
  );
});

/** Lists and objects in cells are no tensors. */
function fitsTensors({ signature }: ModelDescription): boolean {
  const schema = signature?.inputs;
  return schema?.kind !== "columns" || schema.columns.every(({ type }) => type.kind === "scalar");
}

/** All tensors have these rows, and as many elements as their shapes say, which no schema can say. */
function fitted(text: string, rows: number): Buffer {
  const body = inferBody.loose().parse(parseExactJson(text));
  const inputs = body.inputs.map((tensor) => {
    const shape = tensor.shape.with(0, rows);
    const size = shape.reduce((product, each) => product * each, 1);
    return {
      ...tensor,
      shape,
      data: Array.from({ length: size }, (_, at) => tensor.data[at % tensor.data.length]),
    };
  });
  return Buffer.from(JSON.stringify({ ...body, inputs }, exactNumbers));
}
