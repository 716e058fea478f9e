import { GatewayError, type ServedModels, type SplitTraffic, type Traffic } from "@switchyard/core";
import { Router } from "express";
import { z } from "zod";
import type { Access } from "../access/access.ts";
import { parseTimeout } from "../parse-timeout.ts";
import { readParameters } from "../training/read-parameters.ts";

export interface TrafficRouteOptions {
  readonly models: ServedModels;
  readonly access: Access;
  readonly splitTraffic: SplitTraffic;
}

const mostParts = 16;
const parts = z.record(z.string().min(1).max(256), z.number().min(0).max(1e6));

/**
 * `GET` and `PUT /models/{name}/traffic`: the parts of the requests that name no version, by alias or version number. An
 * empty object ends the split. Answers once all that are named serve; a split lasts until the next start.
 */
export function trafficRoute({ models, access, splitTraffic }: TrafficRouteOptions): Router {
  return Router()
    .get("/models/:name/traffic", (req, res) => {
      access.checkData(req);
      res.json(trafficView(models, req.params.name));
    })
    .put("/models/:name/traffic", async (req, res) => {
      access.checkControl(req);
      const { name } = req.params;
      models.status(name);
      // A body that got lost must not end a split.
      const traffic = trafficIn(await readParameters(req, res, null));
      const signal = AbortSignal.timeout(parseTimeout(req.headers["x-request-timeout"]));
      await splitTraffic(name, traffic, signal);
      res.json(trafficView(models, name));
    });
}

function trafficView(models: ServedModels, name: string): unknown {
  const { traffic = new Map() } = models.status(name);
  return { model: name, traffic: Object.fromEntries(traffic) };
}

function trafficIn(body: unknown): Traffic {
  const parsed = parts.safeParse(body);
  if (!parsed.success)
    throw new GatewayError(
      "invalid_request",
      `traffic: expected parts of 0 to 1000000 by alias or version, such as {"champion": 95, "challenger": 5}`,
    );
  const traffic = new Map(Object.entries(parsed.data));
  if (traffic.size > mostParts)
    throw new GatewayError(
      "invalid_request",
      `traffic: expected at most ${mostParts} parts, found ${traffic.size}`,
    );
  if (traffic.size > 0 && [...traffic.values()].every((part) => part === 0))
    throw new GatewayError("invalid_request", "traffic: expected at least one part above 0");
  return traffic;
}
