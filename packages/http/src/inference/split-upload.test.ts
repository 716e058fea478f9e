import { Readable } from "node:stream";
import fc from "fast-check";
import { test } from "vitest";
import { readUploads, uploadsIn } from "./read-upload.ts";
import { splitUpload } from "./split-upload.ts";

const contentType = "multipart/form-data; boundary=cut-here";
const picture = "\r\n--cut-her\r\n\r\n--cut\0here";

/** A body of parts, each a head and a content. */
function bodyOf(...parts: readonly (readonly [head: string, content: string])[]): Buffer {
  const written = parts.map(([head, content]) => `--cut-here\r\n${head}\r\n\r\n${content}\r\n`);
  return Buffer.from(`${written.join("")}--cut-here--\r\n`, "latin1");
}

const named = 'Content-Disposition: form-data; name="file"; filename="a b-1.jpg"';

test("finds the files of a usual upload where they lie", ({ expect }) => {
  const body = bodyOf([`${named}\r\nContent-Type: image/jpeg`, picture], [named, ""]);
  const parts = splitUpload(contentType, body);
  expect(parts).toEqual([
    { field: "file", name: "a b-1.jpg", contentType: "image/jpeg", body: Buffer.from(picture, "latin1") },
    { field: "file", name: "a b-1.jpg", contentType: "", body: Buffer.alloc(0) },
  ]);
  expect(parts?.[0]?.body.buffer).toBe(body.buffer);
});

test.for([
  ["a field beside the files", bodyOf(['Content-Disposition: form-data; name="file"', "x"])],
  ["a name beyond ASCII", bodyOf(['Content-Disposition: form-data; name="file"; filename="\xe9.jpg"', "x"])],
  ["a name with a path", bodyOf(['Content-Disposition: form-data; name="file"; filename="a/b.jpg"', "x"])],
  ["another header", bodyOf([`${named}\r\nContent-Transfer-Encoding: base64`, "eA=="])],
  ["a type with parameters", bodyOf([`${named}\r\nContent-Type: text/csv; charset=utf-8`, "x"])],
  ["an end that is missing", bodyOf([named, "x"]).subarray(0, -6)],
  ["something after the end", Buffer.concat([bodyOf([named, "x"]), Buffer.from("more")])],
  ["something before the beginning", Buffer.concat([Buffer.from("more\r\n"), bodyOf([named, "x"])])],
  ["no body", Buffer.alloc(0)],
  ["a delimiter that goes on", bodyOf([named, "x\r\n--cut-hereafter\r\n"])],
] as const)("leaves %s to multer", ([, body], { expect }) => {
  expect(splitUpload(contentType, body)).toBeUndefined();
});

test("gives what multer gives, whatever it takes itself", async ({ expect }) => {
  const head = fc.constantFrom(
    named,
    `${named}\r\nContent-Type: image/PNG`,
    `${named}\r\ncontent-type: text/plain`,
    'content-disposition: form-data; name="image"; filename="b.png"',
    'content-disposition: form-data; name="other"; filename="c.png"',
    'content-disposition: form-data; name="field"',
    "x: y",
  );
  const pieces = fc.constantFrom("\r\n", "--cut-here", "--", "\r", "\n", "a", "\xff", "\r\n\r\n");
  const part = fc.tuple(
    head,
    fc.array(pieces, { maxLength: 6 }).map((each) => each.join("")),
  );
  const damage = fc.option(fc.tuple(fc.nat(), fc.constantFrom("", "x", "\r\n", "--")), {
    freq: 3,
    nil: undefined,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 3 }), damage, async (parts, broken) => {
      const whole = bodyOf(...parts).toString("latin1");
      const at = (broken?.[0] ?? 0) % whole.length;
      const text = broken ? whole.slice(0, at) + broken[1] + whole.slice(at + 1) : whole;
      const body = Buffer.from(text, "latin1");
      if (!splitUpload(contentType, body)) return;
      const headers = { "content-type": contentType, "content-length": String(body.length) };
      const request = Object.assign(Readable.from([body]), { headers });
      const [own, multers] = await Promise.allSettled([
        (async () => await uploadsIn(headers, body))(),
        readUploads(request, body.length),
      ]);
      expect(own).toEqual(multers);
    }),
    { numRuns: 500 },
  );
});
