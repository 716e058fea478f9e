import type { RollbackModel, ServedModels } from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { requestIdOf } from "../request-id.ts";
import { refuseSwitch, versionTag } from "./switch-answer.ts";

export interface RollbackRouteOptions {
  readonly models: ServedModels;
  readonly rollback: RollbackModel;
  readonly access: Access;
}

/** `POST /models/{name}/rollback`: answers once the version before serves again; 409 when there is none. */
export function rollbackRoute({ models, rollback, access }: RollbackRouteOptions): Router {
  return Router().post("/models/:name/rollback", async (req, res) => {
    access.checkControl(req);
    const { name } = req.params;
    const { uri } = models.status(name);
    const signal = AbortSignal.timeout(parseTimeout(req.headers["x-request-timeout"]));
    try {
      const { oldVersion, newVersion } = await rollback(name, signal);
      res.json({
        status: "success",
        message: `Model '${name}' rolled back`,
        model_uri: uri,
        old_version: versionTag(oldVersion),
        new_version: versionTag(newVersion),
        version_changed: oldVersion !== newVersion,
      });
    } catch (thrown) {
      refuseSwitch(res, thrown, { requestId: requestIdOf(req), current: models.status(name) });
    }
  });
}
