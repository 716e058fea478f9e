import { GatewayError, logLevels, type LevelledLog, type LogLevel } from "@switchyard/core";
import { Router } from "express";
import { z } from "zod";
import type { Access } from "../access/access.ts";
import { readBody } from "../inference/read-body.ts";

export interface LogLevelRouteOptions {
  readonly access: Access;
  readonly logLevel: LevelledLog;
}

const change = z.strictObject({ level: z.enum(logLevels) });
const maxBodyBytes = 1024;

/** `GET` and `PUT /admin/log-level`: what the log tells, and another level until the next start. */
export function logLevelRoute({ access, logLevel }: LogLevelRouteOptions): Router {
  return Router()
    .get("/admin/log-level", (req, res) => {
      access.checkControl(req);
      res.json({ level: logLevel.level });
    })
    .put("/admin/log-level", async (req, res) => {
      access.checkControl(req);
      logLevel.level = levelIn(await readBody(req, maxBodyBytes));
      res.json({ level: logLevel.level });
    });
}

function levelIn(body: Buffer): LogLevel {
  try {
    return change.parse(JSON.parse(body.toString())).level;
  } catch (cause) {
    const expected = `{"level": …} with one of ${logLevels.join(", ")}`;
    throw new GatewayError("invalid_request", `body: expected ${expected}`, { cause });
  }
}
