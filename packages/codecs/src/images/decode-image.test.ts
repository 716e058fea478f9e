import { expect, test } from "vitest";
import { createCodecs } from "../index.ts";
import { describe, samples } from "../testing/models.ts";

const model = describe(samples.catdog.signature?.inputs, { task: "image" });
const { invocations, predict } = createCodecs();

const pictures = {
  jpeg: "\xff\xd8\xff\xe0\0\x10JFIF",
  png: "\x89PNG\r\n\x1a\n\0\0",
  webp: "RIFF\x24\0\0\0WEBPVP8 ",
  gif: "GIF89a\x01\0",
  avif: "\0\0\0\x20ftypavif\0\0\0\0",
  "avif by a compatible brand": "\0\0\0\x20ftypmif1\0\0\0\0miafavif",
  tiff: "II*\0\x08\0\0\0",
  "big-endian tiff": "MM\0*\0\0\0\x08",
};

test.for(Object.entries(pictures))("takes %s by its first bytes", ([, head]) => {
  const body = Buffer.from(head, "latin1");
  const images = { form: "images", images: [body] };
  expect(invocations.decode({ contentType: "image/png", body }, model)).toEqual({
    input: images,
    params: {},
    single: false,
  });
  expect(predict.decode({ contentType: "application/octet-stream", body }, model).single).toBe(true);
});

test.for([
  ["", "an empty file"],
  ["just text", "9 bytes of another kind"],
  ['<?xml version="1.0"?><svg/>', "XML or SVG"],
  ["<svg xmlns=''/>", "XML or SVG"],
  ["<!DOCTYPE html>", "HTML"],
  ["%PDF-1.7", "PDF"],
  ["BM\0\0", "BMP"],
  ["\0\0\0\x20ftypisom\0\0\0\0mp42", "20 bytes of another kind"],
] as const)("refuses %j", ([text, found]) => {
  const body = Buffer.from(text, "latin1");
  for (const codec of [invocations, predict])
    expect(() => codec.decode({ contentType: "image/jpeg", body }, model)).toThrow(
      `image: expected a JPEG, PNG, WebP, GIF, AVIF or TIFF picture, found ${found}`,
    );
});

test("a model of something else takes no pictures", () => {
  const body = Buffer.from(pictures.png, "latin1");
  expect(() => predict.decode({ contentType: "image/png", body }, samples.iris)).toThrow(
    expect.objectContaining({ code: "unsupported_media_type" }),
  );
});
