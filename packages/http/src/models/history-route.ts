import type { ModelHistory, ServedModels } from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";
import { historyEventView } from "./history-view.ts";

export interface HistoryRouteOptions {
  readonly models: ServedModels;
  readonly history: ModelHistory;
  readonly access: Access;
}

/** `GET /models/{name}/history`: what has happened to a model since the start, the newest first. */
export function historyRoute({ models, history, access }: HistoryRouteOptions): Router {
  return Router().get("/models/:name/history", (req, res) => {
    access.checkData(req);
    const { name } = models.status(req.params.name);
    res.json({ events: history.of(name).map(historyEventView) });
  });
}
