import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { GatewayClient } from "../gateway-client.ts";
import { printAnswer } from "../output.ts";

export interface PredictOptions {
  readonly texts?: readonly string[];
  /** A file with a request body: `.json`, `.csv`, or a picture. */
  readonly file?: string;
  /** A request body as it is. */
  readonly data?: string;
  /** MLflow's `/invocations` rather than the friendly `/predict`. */
  readonly invocations?: boolean;
  readonly version?: string;
}

const pictures = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i;

/** Asks a model: a picture, a file, a body, or a plain text. */
export async function predict(client: GatewayClient, name: string, options: PredictOptions): Promise<void> {
  const { texts = [], file, data, invocations = false, version } = options;
  const model = `/models/${encodeURIComponent(name)}${version === undefined ? "" : `/versions/${encodeURIComponent(version)}`}`;
  const path = `${model}/${invocations ? "invocations" : "predict"}`;
  if (file !== undefined && pictures.test(file)) {
    const form = new FormData();
    form.append("file", new Blob([await readFile(file)]), basename(file));
    return printAnswer(await client.post(path, form));
  }
  if (file !== undefined) {
    const contentType = file.endsWith(".csv") ? "text/csv" : "application/json";
    return printAnswer(await client.post(path, await readFile(file), contentType));
  }
  const body = data ?? JSON.stringify(invocations ? { instances: texts } : { text: texts.join(" ") });
  printAnswer(await client.post(path, body, "application/json"));
}
