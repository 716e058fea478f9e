import process from "node:process";

/** Says on standard error what is being done. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
