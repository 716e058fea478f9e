import type { Answer } from "./gateway-client.ts";

/** Prints an answer as JSON, on standard error with exit code 1 when it is a refusal. */
export function printAnswer({ ok, body }: Answer): void {
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  if (!ok) process.exitCode = 1;
}
