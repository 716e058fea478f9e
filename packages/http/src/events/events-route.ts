import type { ServedModels } from "@switchyard/core";
import { Router } from "express";
import type { Access } from "../access/access.ts";
import { baseUrl } from "../base-url.ts";
import type { EventFeed } from "./event-feed.ts";

export interface EventsRouteOptions {
  readonly models: ServedModels;
  readonly feed: EventFeed;
  readonly access: Access;
}

/** `GET /events`: what happens to models, as server-sent events. */
export function eventsRoute({ models, feed, access }: EventsRouteOptions): Router {
  return Router().get("/events", (req, res) => {
    access.checkData(req);
    if (req.method === "HEAD") return void res.type("text/event-stream").end();
    feed.open(res, { models, baseUrl: baseUrl(req) });
  });
}
