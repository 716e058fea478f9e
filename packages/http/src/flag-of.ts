import { GatewayError } from "@switchyard/core";

/** A parameter of a query that says yes or no; throws `invalid_request` for anything but `true` and `false`. */
export function flagOf(query: Readonly<Record<string, unknown>>, name: string, usual: boolean): boolean {
  const value = query[name];
  if (value === undefined) return usual;
  if (value === "true") return true;
  if (value === "false") return false;
  throw new GatewayError("invalid_request", `${name}: expected true or false`);
}
