import * as v from "valibot";
import { ApiError } from "./api-error.ts";
import { token } from "./token.ts";

/** Sends a request, with the token of this tab unless it brings one, to the gateway this page came from; a path has no leading slash, so that prefixes hold. */
export async function send(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token.value !== undefined && !headers.has("Authorization"))
    headers.set("Authorization", `Bearer ${token.value}`);
  return await fetch(apiUrl(path), { ...options, headers });
}

/** The whole address of a path of the gateway's. */
export function apiUrl(path: string): string {
  return new URL(path, new URL(".", document.baseURI)).href;
}

/** Asks for JSON of a known form; throws `ApiError` where the gateway refuses. */
export async function ask<Value>(
  path: string,
  schema: v.GenericSchema<unknown, Value>,
  options: RequestInit = {},
): Promise<Value> {
  const response = await send(path, options);
  if (!response.ok) throw await ApiError.from(response);
  return v.parse(schema, await response.json());
}

/** The path of a model, or of something below it. */
export function modelPath(name: string, below = ""): string {
  return `models/${encodeURIComponent(name)}${below}`;
}
