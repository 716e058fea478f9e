import { createCodecs } from "@switchyard/codecs";
import type { ModelDescription } from "@switchyard/core";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { bodyOf, bodySchema, type BodySchema } from "./testing/body-of-schema.ts";
import { startDescribedServer, type DescribedServer } from "./testing/described-server.ts";
import { signedModel } from "./testing/random-models.ts";

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
