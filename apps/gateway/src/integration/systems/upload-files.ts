import { openAsBlob } from "node:fs";
import { basename, join } from "node:path";

/** Where the sample pictures are. */
export const pictures: string = join(import.meta.dirname, "../../../../../examples/images");

/** Uploads files in one request, each in the same field, as a form does. */
export async function uploadFiles(
  url: string,
  field: string,
  ...paths: readonly string[]
): Promise<Response> {
  const form = new FormData();
  for (const path of paths) form.append(field, await openAsBlob(path), basename(path));
  return await fetch(url, { method: "POST", body: form });
}
