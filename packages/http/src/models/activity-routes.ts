import type { Activity, ModelHistory, ServedModels } from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";
import { historyEventView } from "./history-view.ts";
import { statisticsView } from "./statistics-view.ts";

export interface ActivityRoutesOptions {
  readonly models: ServedModels;
  readonly history: ModelHistory;
  readonly activity: Activity;
  readonly access: Access;
}

/** `GET /models/{name}/history`, the newest event first, and `/models/{name}/statistics`. */
export function activityRoutes({ models, history, activity, access }: ActivityRoutesOptions): Router {
  return Router()
    .get("/models/:name/history", (req, res) => {
      access.checkData(req);
      const { name } = models.status(req.params.name);
      res.json({ events: history.of(name).map(historyEventView) });
    })
    .get("/models/:name/statistics", (req, res) => {
      access.checkData(req);
      const { name } = models.status(req.params.name);
      res.json(statisticsView(name, activity.of(name)));
    });
}
