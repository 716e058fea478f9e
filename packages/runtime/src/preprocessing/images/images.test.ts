import sharp from "sharp";
import { test } from "vitest";
import { decodeImage } from "./decode-image.ts";
import { imageLayout } from "./image-layout.ts";
import { planImages } from "./image-plan.ts";
import { imageTensor } from "./image-tensor.ts";

const nhwc = { name: "image", dtype: "uint8", shape: [-1, 4, 4, 3] } as const;
const nchw = { name: "image", dtype: "float32", shape: [-1, 3, 4, 4] } as const;
const red = { create: { width: 32, height: 16, channels: 3, background: { r: 255, g: 0, b: 51 } } } as const;
const png = await sharp(red).png().toBuffer();

async function tensorOf(spec: typeof nhwc | typeof nchw, picture: Uint8Array, config?: unknown) {
  const layout = imageLayout([spec]);
  if (!layout) throw new Error("no picture");
  const plan = planImages(layout, config);
  return imageTensor(await decodeImage(picture, plan), plan);
}

test.for([
  [[-1, 224, 224, 3], { channelsFirst: false, height: 224, width: 224 }],
  [[1, 3, 32, 64], { channelsFirst: true, height: 32, width: 64 }],
  [[-1, 1, 28, 28], { channelsFirst: true, channels: 1 }],
] as const)("sees a picture in %j", ([shape, expected], { expect }) => {
  expect(imageLayout([{ name: "x", dtype: "float32", shape }])).toMatchObject(expected);
});

test.for([[[-1, 4]], [[-1, 5, 6, 7]]])("sees no picture in %j", ([shape = []], { expect }) => {
  expect(imageLayout([{ name: "x", dtype: "float32", shape }])).toBeUndefined();
});

test("bytes go to a byte input as they are", async ({ expect }) => {
  const { shape, data } = await tensorOf(nhwc, png);
  expect(shape).toEqual([1, 4, 4, 3]);
  expect([...data].slice(0, 3)).toEqual([255, 0, 51]);
});

test("floats are divided by 255, channels first where the graph wants it", async ({ expect }) => {
  const { shape, data } = await tensorOf(nchw, png);
  expect(shape).toEqual([1, 3, 4, 4]);
  expect([data[0], data[16], data[32]]).toEqual([1, 0, Math.fround(0.2)]);
});

test("mean and deviation of the configuration are applied", async ({ expect }) => {
  const config = { size: 4, do_normalize: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.25, 0.5] };
  const { data } = await tensorOf(nchw, png, config);
  expect([data[0], data[16]]).toEqual([1, -2]);
});

test("resizes the shorter edge, then cuts the middle out", async ({ expect }) => {
  const halves = sharp(red).composite([
    { input: { create: { ...red.create, width: 8, background: "black" } }, left: 0, top: 0 },
  ]);
  const config = { size: { shortest_edge: 4 }, do_center_crop: true, crop_size: 4, resample: 0 };
  const { data } = await tensorOf(nhwc, await halves.png().toBuffer(), config);
  expect([...data].filter((_, index) => index % 3 === 0)).toEqual(Array.from({ length: 16 }, () => 255));
});

test("a picture lying on its side is set upright", async ({ expect }) => {
  const top = sharp({ create: { ...red.create, height: 32, background: "black" } }).composite([
    { input: png, left: 0, top: 0 },
  ]);
  const turned = await top
    .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
    .withMetadata({ orientation: 3 })
    .toBuffer();
  const { data } = await tensorOf(nhwc, turned);
  expect(Number(data[0])).toBeLessThan(20);
  expect(Number(data[45])).toBeGreaterThan(235);
});

const hugePng = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "red" } })
  .png()
  .toBuffer();
const jpeg = await sharp({
  create: {
    width: 400,
    height: 400,
    channels: 3,
    background: "black",
    noise: { type: "gaussian", mean: 128, sigma: 30 },
  },
})
  .jpeg()
  .toBuffer();

test.for([
  ["text", Buffer.from("hello"), "expected a JPEG, PNG"],
  ["nothing", Buffer.alloc(0), "image: "],
  [
    "an SVG",
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    "expected a JPEG, PNG",
  ],
  ["a picture cut off", jpeg.subarray(0, 2000), "cannot be decoded"],
  ["too many pixels", hugePng, "has more than 50000000 pixels"],
] as const)("refuses %s", async ([, picture, message], { expect }) => {
  await expect(tensorOf(nhwc, picture)).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining(message),
  });
});
