import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Residence } from "@switchyard/core";
import type { Resident } from "../memory/memory-keeper.ts";
import { loadedFunction } from "./function-model.ts";

export interface ProcessResident extends Resident, AsyncDisposable {
  /** How often its worker was to be exchanged. */
  readonly renewals: () => number;
}

/** A version whose worker is a process that does nothing but hold memory. */
export async function processResident(
  name: string,
  settings: Partial<Resident> & Partial<Pick<Residence, "idleMs" | "isBusy" | "wasAsked">> = {},
): Promise<ProcessResident> {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume(); process.stdout.write('ready')"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const { idleMs = 1000, isBusy = false, wasAsked = true, ...rest } = settings;
  let renewals = 0;
  const end = async (): Promise<boolean> => {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    child.kill();
    await once(child, "exit");
    return true;
  };
  const { servable } = loadedFunction(name, { answer: () => undefined, pids: [child.pid ?? 0] });
  const { fetched } = loadedFunction(name, { answer: () => undefined });
  return {
    version: fetched.version,
    servable,
    residence: {
      state: "awake",
      idleMs,
      isBusy,
      wasAsked,
      rest: end,
      wake: () => Promise.resolve(),
      renew() {
        renewals += 1;
        return Promise.resolve();
      },
    },
    renewals: () => renewals,
    maxBytes: undefined,
    isPinned: false,
    isFirst: true,
    ...rest,
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}
