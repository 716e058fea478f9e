import {
  type ModelStatus,
  type Reloaded,
  type RequestIdentity,
  type ReloadModel,
  type ServedModels,
} from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";
import { flagOf } from "../flag-of.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { identityOf } from "../request-identity.ts";
import { traceOf } from "../trace-requests.ts";
import { refuseSwitch, versionTag } from "./switch-answer.ts";

export interface ReloadRouteOptions {
  readonly models: ServedModels;
  readonly reload: ReloadModel;
  readonly access: Access;
  /** Hears of reloads that fail after their caller was answered. */
  readonly onFailure: (name: string, thrown: unknown, request: RequestIdentity) => void;
}

/**
 * `POST /models/{name}/reload`: answers once the switch is complete, or at once with `?wait=false`. With
 * `?force=true` also to a version that was rolled back or refused.
 */
export function reloadRoute({ models, reload, access, onFailure }: ReloadRouteOptions): Router {
  return Router().post("/models/:name/reload", async (req, res) => {
    access.checkControl(req);
    const { name } = req.params;
    const status = models.status(name);
    const options = { force: flagOf(req.query, "force", false), trace: traceOf(req) };
    const signal = AbortSignal.timeout(parseTimeout(req.headers["x-request-timeout"]));
    if (!flagOf(req.query, "wait", true)) {
      const request = identityOf(req, options);
      reload(name, signal, options).catch((thrown: unknown) => onFailure(name, thrown, request));
      res.status(202).json({ status: "accepted", model_uri: status.uri });
      return;
    }
    try {
      res.json(answerOf(await reload(name, signal, options), status));
    } catch (thrown) {
      refuseSwitch(res, thrown, { requestId: requestIdOf(req), current: models.status(name) });
    }
  });
}

function answerOf({ oldVersion, newVersion }: Reloaded, { name, uri }: ModelStatus): unknown {
  const changed = oldVersion !== newVersion;
  return {
    status: "success",
    message: `Model '${name}' reloaded successfully${changed ? " - version changed!" : " - version unchanged"}`,
    model_uri: uri,
    old_version: versionTag(oldVersion),
    new_version: versionTag(newVersion),
    version_changed: changed,
  };
}
