import {
  GatewayError,
  type ModelState,
  type ModelStatus,
  type ReloadModel,
  type ServedModels,
  type VersionStatus,
} from "@switchyard/core";
import { Router, type Request } from "express";
import { z } from "zod";
import type { Access } from "../access/access.ts";
import { readBody } from "../inference/read-body.ts";
import { switchError } from "../models/switch-answer.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { traceOf } from "../trace-requests.ts";

export interface RepositoryRoutesOptions {
  readonly models: ServedModels;
  readonly access: Access;
  readonly reload: ReloadModel;
}

/**
 * `POST /v2/repository/index`, and `load` and `unload` below `/v2/repository/models/{name}`: to load is to ask the
 * registry again, and nothing is unloaded by hand.
 */
export function repositoryRoutes({ models, access, reload }: RepositoryRoutesOptions): Router {
  return Router()
    .post("/v2/repository/index", async (req, res) => {
      access.checkData(req);
      const { ready = false } = await readOptions(req, indexOptions);
      const index = models.names().flatMap((name) => indexOf(models.status(name)));
      res.json(ready ? index.filter(({ state }) => state === "READY") : index);
    })
    .post("/v2/repository/models/:name/load", async (req, res) => {
      access.checkControl(req);
      const { name } = req.params;
      models.status(name);
      const { parameters } = await readOptions(req, loadOptions);
      if (parameters && Object.keys(parameters).length > 0) throw fixed(name);
      const signal = AbortSignal.timeout(parseTimeout(req.headers["x-request-timeout"]));
      await reload(name, signal, { force: false, trace: traceOf(req) }).catch((thrown: unknown) => {
        throw switchError(thrown);
      });
      res.end();
    })
    .post("/v2/repository/models/:name/unload", (req) => {
      access.checkControl(req);
      const { name } = models.status(req.params.name);
      throw new GatewayError(
        "invalid_request",
        `${name} cannot be unloaded: the gateway serves what the registry and its configuration say; take the alias away there, or leave the model out of the configuration`,
      );
    });
}

const largestOptions = 64 * 1024;
const indexOptions = z.object({ ready: z.boolean().optional() });
const loadOptions = z.object({ parameters: z.record(z.string(), z.unknown()).optional() });

/** The JSON of a request that may have none. */
async function readOptions<Options>(req: Request, schema: z.ZodType<Options>): Promise<Options> {
  const text = (await readBody(req, largestOptions)).toString();
  try {
    return schema.parse(JSON.parse(text === "" ? "{}" : text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : "it is no JSON";
    throw new GatewayError("invalid_request", `body: ${reason}`, { cause });
  }
}

function fixed(name: string): GatewayError {
  return new GatewayError(
    "invalid_request",
    `parameters: ${name} is loaded as its version in the registry says; files and settings cannot be sent`,
  );
}

interface IndexEntry {
  readonly name: string;
  readonly version?: string;
  readonly state: string;
  readonly reason: string;
}

const stateNames: Readonly<Record<ModelState, string>> = {
  pending: "LOADING",
  loading: "LOADING",
  ready: "READY",
  draining: "UNLOADING",
  closed: "UNAVAILABLE",
  failed: "UNAVAILABLE",
};

/** A line for each version, or one for a model that has none. */
function indexOf({ name, versions, failure }: ModelStatus): readonly IndexEntry[] {
  const lines = versions.map(({ version, state, failure: own }: VersionStatus) => ({
    name,
    version: version.version,
    state: stateNames[state],
    reason: own?.message ?? "",
  }));
  if (lines.length > 0) return lines;
  return [{ name, state: "UNAVAILABLE", reason: failure?.message ?? "" }];
}
