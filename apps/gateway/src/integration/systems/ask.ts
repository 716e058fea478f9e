import { readFile } from "node:fs/promises";
import { join } from "node:path";

const pictures = join(import.meta.dirname, "../../../../../examples/images");

/** Gets a JSON document. */
export async function get(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

/** Posts a JSON document; throws the body where the answer is no success. */
export async function post(url: string, body: unknown = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}

/** Uploads one of the sample pictures as a form does. */
export async function upload(url: string, name: string): Promise<unknown> {
  const form = new FormData();
  form.append("file", new Blob([await readFile(join(pictures, name))]), name);
  return await (await fetch(url, { method: "POST", body: form })).json();
}
