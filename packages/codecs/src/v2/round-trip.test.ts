import {
  dataTypes,
  elementBytes,
  headerBytesOf,
  tensorOver,
  type DataType,
  type EncodedBody,
  type ModelDescription,
  type Tensor,
} from "@switchyard/core";
import fc from "fast-check";
import { test } from "vitest";
import { createCodecs } from "../index.ts";
import { describe } from "../testing/models.ts";
import { openRequest, type Sent } from "../testing/open-tensors.ts";

const { infer } = createCodecs({ json: "python", served: { name: "m", version: "3" } });

function modelOf(sent: readonly Sent[]): ModelDescription {
  const specs = sent.map(({ name, tensor: { dtype, shape } }) => ({ name, dtype, shape }));
  return describe(undefined, { inputs: specs, outputs: specs });
}

const shapes = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 });

function tensors(dtype: DataType): fc.Arbitrary<Tensor> {
  return shapes.chain((shape): fc.Arbitrary<Tensor> => {
    const length = shape.reduce((product, size) => product * size, 1);
    const options = { minLength: length, maxLength: length };
    if (dtype === "string")
      return fc.array(fc.string({ unit: "grapheme" }), options).map((data) => ({ dtype, shape, data }));
    if (dtype === "bool")
      return fc
        .array(fc.boolean(), options)
        .map((data) => ({ dtype, shape, data: Uint8Array.from(data, Number) }));
    const size = length * elementBytes[dtype];
    return fc
      .uint8Array({ minLength: size, maxLength: size })
      .map((bytes) => tensorOver(dtype, shape, Uint8Array.from(bytes)));
  });
}

const sentTensors = fc
  .array(
    fc
      .constantFrom(...dataTypes)
      .chain((dtype) => fc.record({ tensor: tensors(dtype), binary: fc.boolean() })),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) => all.map((each, index) => ({ ...each, name: `t${index}` })));

/** JSON has no NaN and no infinities, and our test's writes no -0. */
function isPlain({ dtype, data }: Tensor): boolean {
  if (!dtype.startsWith("float")) return true;
  return Array.from<unknown>(data).every((value) => Number.isFinite(value) && !Object.is(value, -0));
}

/** An answer as a request: only one word differs. */
function sentBack({ contentType, body }: EncodedBody): EncodedBody {
  const header = Buffer.from(body).toString("latin1").replace('"outputs":[', '"inputs":[ ');
  return { contentType, body: Buffer.from(header, "latin1") };
}

test("tensors of every type come back as they were sent, in JSON or in bytes", ({ expect }) => {
  fc.assert(
    fc.property(sentTensors, fc.boolean(), (sent, first) => {
      fc.pre(sent.every(({ tensor }) => isPlain(tensor)));
      const model = modelOf(sent);
      const outputs = sent.map(({ name }, index) => ({
        name,
        parameters: { binary_data: first !== (index % 2 === 1) },
      }));
      const request = infer.decode(openRequest(sent, { id: "é", outputs }), model);
      const arrays = Object.fromEntries(sent.map(({ name, tensor }) => [name, tensor]));
      expect(request.input).toEqual({ form: "named", arrays });
      const prediction = { form: "named", arrays } as const;
      const answer = infer.encode({ prediction, outputs: arrays }, request, model);
      const back = infer.decode(sentBack(answer), model);
      expect(back.input).toEqual(request.input);
      expect(back.asked?.id).toBe("é");
    }),
    { numRuns: 300 },
  );
});

test.for(dataTypes.filter((dtype) => dtype !== "string"))(
  "bytes of %s are read where they lie when they are aligned, and copied when they are not",
  (dtype, { expect }) => {
    const width = elementBytes[dtype];
    const tensor = tensorOver(dtype, [2], new Uint8Array(2 * width));
    const { contentType, body } = openRequest([{ name: "t", tensor, binary: true }]);
    const header = headerBytesOf(contentType) ?? 0;
    const model = modelOf([{ name: "t", tensor, binary: true }]);
    for (let shift = 0; shift < 8; shift += 1) {
      const memory = new Uint8Array(body.length + 16);
      const start = 8 - (header % 8) + shift;
      memory.set(body, start);
      const { input } = infer.decode(
        { contentType, body: memory.subarray(start, start + body.length) },
        model,
      );
      const read = input.form === "named" ? input.arrays["t"] : undefined;
      expect(read).toEqual(tensor);
      const isView = read !== undefined && "buffer" in read.data && read.data.buffer === memory.buffer;
      expect(isView).toBe(shift % width === 0);
    }
  },
);

test("no bytes make it fail otherwise than by a refusal", ({ expect }) => {
  const tensor = tensorOver("float32", [2, 2], new Uint8Array(16));
  const texts: Tensor = { dtype: "string", shape: [2], data: ["a", "bc"] };
  const sent = [
    { name: "x", tensor, binary: true },
    { name: "s", tensor: texts, binary: true },
  ];
  const model = modelOf(sent);
  const whole = openRequest(sent);
  fc.assert(
    fc.property(fc.nat(whole.body.length - 1), fc.nat(255), fc.nat(whole.body.length), (at, byte, end) => {
      const body = Uint8Array.from(whole.body);
      body[at] = byte;
      try {
        infer.decode({ contentType: whole.contentType, body: body.subarray(0, end) }, model);
      } catch (error) {
        expect(error).toMatchObject({ name: "GatewayError" });
      }
    }),
    { numRuns: 2000 },
  );
});
