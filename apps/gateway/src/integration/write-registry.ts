import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseRegistryFacts, type RegistryFacts } from "@switchyard/registry-client/testing";
import { installTestbed } from "./testbed.ts";

const script = join(import.meta.dirname, "../../../../scripts/testbed/write_registry.py");

export interface RegistryTarget {
  /** An empty registry, as MLflow's client names it. */
  readonly uri: string;
  /** The database behind it, when that is a server. */
  readonly backend?: string;
  /** Variables of MLflow's client. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Has MLflow's own client write the sample of the stores' conformance suite; tells its ids and places. */
export async function writeRegistry({ uri, backend, env }: RegistryTarget): Promise<RegistryFacts> {
  const python = await installTestbed();
  const args = [script, uri, ...(backend === undefined ? [] : ["--backend", backend])];
  const program = spawn(python, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const [output, log, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, "exit"),
  ]);
  if (code !== 0) throw new Error(`write_registry.py ended with ${code}:\n${log.slice(-4000)}`);
  return parseRegistryFacts(JSON.parse(output));
}
