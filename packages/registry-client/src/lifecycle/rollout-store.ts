import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ModelVersion } from "@switchyard/core";
import { z } from "zod";
import { Scratch } from "../cache/scratch.ts";
import type { Rollout } from "./rollout.ts";

/** A model's name, the URI that it follows, and what is known of its versions. */
export interface RememberedModel {
  readonly name: string;
  readonly uri: string;
  readonly rollout: Rollout;
}

export interface RolloutStoreOptions {
  readonly cacheDirectory: string;
  /** Which registry it is: models of the same name in another one are other models. */
  readonly registry: string;
}

/** Remembers across restarts what was served, so that a gateway can start while its registry is away. */
export class RolloutStore {
  readonly #directory: string;
  readonly #scratch: Scratch;

  constructor({ cacheDirectory, registry }: RolloutStoreOptions) {
    const root = resolve(cacheDirectory);
    this.#directory = join(root, "rollouts", hash(registry).slice(0, 16));
    this.#scratch = new Scratch(join(root, "tmp"));
  }

  /** All that is remembered; what cannot be read is as good as forgotten. */
  async list(): Promise<readonly RememberedModel[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const models = await Promise.all(names.map((name) => readRemembered(join(this.#directory, name))));
    return models.filter((model) => model !== undefined);
  }

  /** What is known of a model's versions, unless it followed another URI then. */
  async read(name: string, uri: string): Promise<Rollout | undefined> {
    const remembered = await readRemembered(this.#pathOf(name));
    return remembered?.name === name && remembered.uri === uri ? remembered.rollout : undefined;
  }

  async write(model: RememberedModel): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    await this.#scratch.prepare();
    await this.#scratch.writeFile(this.#pathOf(model.name), JSON.stringify(model));
  }

  async remove(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  #pathOf(name: string): string {
    return join(this.#directory, `${hash(name)}.json`);
  }
}

async function readRemembered(path: string): Promise<RememberedModel | undefined> {
  try {
    return remembered.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

const optional = z
  .string()
  .optional()
  .transform((value): string | undefined => value);

const version = z
  .object({
    name: z.string(),
    version: z.string(),
    source: z.string(),
    registeredName: optional,
    alias: optional,
    aliases: z.array(z.string()),
    stage: optional,
    runId: optional,
    status: optional,
  })
  .transform(({ registeredName, alias, stage, runId, status, ...rest }): ModelVersion =>
    Object.assign(rest, { registeredName, alias, stage, runId, status }),
  );

const remembered = z.object({
  name: z.string(),
  uri: z.string(),
  rollout: z
    .object({
      served: z.array(version),
      history: z.array(version),
      answer: version.optional(),
      held: z.object({ version, reason: z.string(), since: z.coerce.date() }).optional(),
    })
    .transform(({ answer, held, ...rest }): Rollout => Object.assign(rest, { answer, held })),
});

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
