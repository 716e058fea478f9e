import type { Load } from "./load.ts";

const boundary = "switchyard-benchmark";

/** A request of MLflow's scoring protocol. */
export function jsonLoad(model: string, body: unknown): Load {
  return {
    path: `/models/${model}/invocations`,
    headers: { "Content-Type": "application/json" },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** A request of the Open Inference Protocol with a picture's bytes behind the JSON. */
export function binaryLoad(model: string, shape: readonly number[], bytes: Uint8Array): Load {
  const parameters = { binary_data_size: bytes.length };
  const description = Buffer.from(
    JSON.stringify({ inputs: [{ name: "image", datatype: "UINT8", shape, parameters }] }),
  );
  return {
    path: `/v2/models/${model}/infer`,
    headers: {
      "Content-Type": "application/octet-stream",
      "Inference-Header-Content-Length": String(description.length),
    },
    body: Buffer.concat([description, bytes]),
  };
}

/** A picture, uploaded as a browser does. */
export function uploadLoad(model: string, picture: Uint8Array): Load {
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="picture.jpg"',
    "Content-Type: image/jpeg",
    "\r\n",
  ].join("\r\n");
  return {
    path: `/models/${model}/predict`,
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), picture, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
