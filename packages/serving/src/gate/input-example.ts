import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FetchedModel } from "@switchyard/core";
import type { RecordedRequest } from "./recorded-request.ts";

/** The request body that MLflow keeps beside a model; nothing where it keeps none. */
export async function readInputExample({
  directory,
  manifest,
}: Pick<FetchedModel, "directory" | "manifest">): Promise<RecordedRequest | undefined> {
  const { servingInputExample: file } = manifest;
  if (file === undefined) return undefined;
  try {
    const body = await readFile(join(directory, file));
    return { place: "the input example", operation: "invocations", contentType: "application/json", body };
  } catch {
    return undefined;
  }
}
