import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { installTestbed } from "../testbed.ts";

const clients = join(import.meta.dirname, "../../../../../examples/clients");

/** The languages in which a system's example client is written. */
export const languages = ["py", "ts", "sh"] as const;

export interface ClientOptions {
  readonly language: (typeof languages)[number];
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** What a system's example client prints; throws when it ends with anything but 0. */
export async function runClient(
  system: string,
  { language, env, args = [] }: ClientOptions,
): Promise<string> {
  const program = await programOf(language);
  const client = spawn(program, [join(clients, system, `client.${language}`), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    // oxlint-disable-next-line node/no-process-env -- as somebody starts it who has set these beside their own
    env: { ...process.env, ...env },
  });
  const [output, errors, [code]] = await Promise.all([
    text(client.stdout),
    text(client.stderr),
    once(client, "exit"),
  ]);
  if (code !== 0) throw new Error(`${system}/client.${language} ended with ${code}:\n${output}${errors}`);
  return output;
}

async function programOf(language: ClientOptions["language"]): Promise<string> {
  if (language === "py") return await installTestbed();
  return language === "ts" ? process.execPath : "bash";
}
