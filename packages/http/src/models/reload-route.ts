import {
  GatewayError,
  type ModelStatus,
  type Reloaded,
  type ReloadModel,
  type ServedModels,
} from "@switchyard/core";
import { Router, type Response } from "express";
import type { Access } from "../access/access.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { writeError } from "../write-error.ts";

export interface ReloadRouteOptions {
  readonly models: ServedModels;
  readonly reload: ReloadModel;
  readonly access: Access;
  /** Hears of reloads that fail after their caller was answered. */
  readonly onFailure: (name: string, thrown: unknown) => void;
}

/** `POST /models/{name}/reload`: answers once the switch is complete, or at once with `?wait=false`. */
export function reloadRoute({ models, reload, access, onFailure }: ReloadRouteOptions): Router {
  return Router().post("/models/:name/reload", async (req, res) => {
    access.checkControl(req);
    const { name } = req.params;
    const status = models.status(name);
    const signal = AbortSignal.timeout(parseTimeout(req.headers["x-request-timeout"]));
    if (req.query["wait"] === "false") {
      reload(name, signal).catch((thrown: unknown) => onFailure(name, thrown));
      res.status(202).json({ status: "accepted", model_uri: status.uri });
      return;
    }
    try {
      res.json(answerOf(await reload(name, signal), status));
    } catch (thrown) {
      refuse(res, thrown, { requestId: requestIdOf(req), current: models.status(name) });
    }
  });
}

function answerOf({ oldVersion, newVersion }: Reloaded, { name, uri }: ModelStatus): unknown {
  const changed = oldVersion !== newVersion;
  return {
    status: "success",
    message: `Model '${name}' reloaded successfully${changed ? " - version changed!" : " - version unchanged"}`,
    model_uri: uri,
    old_version: tag(oldVersion),
    new_version: tag(newVersion),
    version_changed: changed,
  };
}

interface RefuseOptions {
  readonly requestId: string;
  readonly current: ModelStatus;
}

/** The ordinary error, and which version serves on. A version that cannot be loaded is the registry's fault: 502. */
function refuse(res: Response, thrown: unknown, { requestId, current }: RefuseOptions): void {
  const error = GatewayError.from(thrown);
  const isUpstream = error.code === "model_not_found" || error.code === "model_not_ready";
  const told = isUpstream ? new GatewayError("load_failed", error.message, { cause: error }) : error;
  const serving = current.current?.version.version;
  writeError(res, told, { requestId, extra: { status: "error", serving_version: tag(serving) } });
}

/** `v3` for a numbered version; ids of runs and models stay as they are. */
function tag(version: string | undefined): string | undefined {
  return version !== undefined && /^\d+$/.test(version) ? `v${version}` : version;
}
