import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sources } from "./python-command.ts";

let digest: Promise<string> | undefined;

/** Tells one version of the converting program from another: SHA-256 of its sources, in hex. */
export function programDigest(): Promise<string> {
  digest ??= digestOf(join(sources, "switchyard_compile"));
  return digest;
}

async function digestOf(directory: string): Promise<string> {
  const names = await readdir(directory, { recursive: true });
  const hash = createHash("sha256");
  for (const name of names.filter((each) => each.endsWith(".py")).toSorted())
    hash.update(`${name}\0`).update(await readFile(join(directory, name)));
  return hash.digest("hex");
}
