import * as v from "valibot";
import { ApiError } from "./api-error.ts";
import { token } from "./token.ts";

/** Sends a request to the gateway this page came from; `path` has no leading slash, so that prefixes hold. */
export async function send(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token.value !== undefined) headers.set("Authorization", `Bearer ${token.value}`);
  return await fetch(new URL(path, document.baseURI.replace(/#.*$/, "")), { ...options, headers });
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
