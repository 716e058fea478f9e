import {
  exactNumbers,
  GatewayError,
  type Activity,
  type ModelHistory,
  type LevelledLog,
  type ReloadModel,
  type RequestLog,
  type RollbackModel,
  type SplitTraffic,
  type Tracing,
  type TrainingJobs,
} from "@switchyard/core";
import express, { type ErrorRequestHandler, type Express } from "express";
import type { Access } from "./access/access.ts";
import { logLevelRoute } from "./admin/log-level-route.ts";
import { allowedMethods } from "./allowed-methods.ts";
import { consoleRoutes } from "./console/console-routes.ts";
import { endpointsRoutes } from "./deployments/endpoints-routes.ts";
import type { EventFeed } from "./events/event-feed.ts";
import { eventsRoute } from "./events/events-route.ts";
import { healthRoutes, type HealthOptions } from "./health/health-routes.ts";
import type { Infer } from "./hot-listener.ts";
import type { FindTarget } from "./inference/target.ts";
import type { HealthViewOptions } from "./models/model-health-view.ts";
import { activityRoutes } from "./models/activity-routes.ts";
import { modelsRoutes } from "./models/models-routes.ts";
import { reloadRoute, type ReloadRouteOptions } from "./models/reload-route.ts";
import { rollbackRoute } from "./models/rollback-route.ts";
import { trafficRoute } from "./models/traffic-route.ts";
import { docsRoutes } from "./openapi/docs-routes.ts";
import { requestIdOf } from "./request-id.ts";
import type { RootModel } from "./root-model/root-model.ts";
import { rootRoutes } from "./root-model/root-routes.ts";
import { tellUnexpected } from "./tell-unexpected.ts";
import { traceRequests } from "./trace-requests.ts";
import { measureRoute } from "./traffic/measure-route.ts";
import type { TrafficRecorder } from "./traffic/traffic-recorder.ts";
import { trainingRoutes } from "./training/training-routes.ts";
import { errorFormOf } from "./v2/error-form.ts";
import { metadataRoutes } from "./v2/metadata-routes.ts";
import { repositoryRoutes } from "./v2/repository-routes.ts";
import { webhookRoute, type WebhookOptions } from "./webhooks/webhook-route.ts";
import { writeError } from "./write-error.ts";

export interface AppOptions extends HealthOptions, HealthViewOptions {
  /** Answers what is inference. */
  readonly infer: Infer;
  readonly access: Access;
  readonly reload: ReloadModel;
  readonly rollback: RollbackModel;
  readonly splitTraffic: SplitTraffic;
  readonly training: TrainingJobs;
  readonly history: ModelHistory;
  readonly activity: Activity;
  /** Tells those who listen. */
  readonly feed: EventFeed;
  readonly webhook: WebhookOptions;
  readonly logLevel: LevelledLog;
  /** Tells of requests, where anybody listens. */
  readonly requestLog?: RequestLog | undefined;
  /** Records the ways of requests, where anybody does. */
  readonly tracing?: Tracing | undefined;
  readonly onReloadFailure: ReloadRouteOptions["onFailure"];
  readonly findTarget: FindTarget;
  /** Counts the requests. */
  readonly traffic: TrafficRecorder;
  /** The model that paths without a name mean; without it they are the gateway's own. */
  readonly root?: RootModel | undefined;
  /** Where the console was built; where it was not, `/` leads to the documents. */
  readonly consoleDirectory?: string | undefined;
}

/** All routes of the gateway. A new protocol is a folder beside `models/` and a line here. */
export function createApp(options: AppOptions): Express {
  const { models, access, reload, onReloadFailure, webhook, version, root, training, consoleDirectory } =
    options;
  const app = express().disable("x-powered-by").disable("etag").set("json replacer", exactNumbers);
  app.use(inferenceRoute(options), measureRoute(options.traffic), traceRequests(options.tracing));
  if (root) app.use(rootRoutes(models, root));
  app.use(healthRoutes(options), docsRoutes({ models, version, root, training, access }));
  app.use(modelsRoutes(options), endpointsRoutes(models, access), webhookRoute(webhook));
  app.use(reloadRoute({ models, access, reload, onFailure: onReloadFailure }), rollbackRoute(options));
  app.use(trafficRoute(options));
  app.use(metadataRoutes(options), repositoryRoutes(options));
  app.use(activityRoutes(options), eventsRoute(options));
  app.use(trainingRoutes(options), consoleRoutes(consoleDirectory), logLevelRoute(options));
  app.use(allowedMethods());
  app.use((req) => {
    throw new GatewayError("endpoint_not_found", `no ${req.method} ${req.path} here; see /docs`);
  });
  return app.use(errorHandler(options));
}

/** The same handler as the hot path's, for what comes through Express. */
function inferenceRoute({ infer, findTarget }: AppOptions): express.RequestHandler {
  return async (req, res, next) => {
    const target = findTarget(req.url);
    if (!target) return next();
    return await infer(req, res, target);
  };
}

function errorHandler({ requestLog: log }: AppOptions): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters.
  return (thrown: unknown, req, res, _next) => {
    const requestId = requestIdOf(req);
    const error = pathError(thrown);
    writeError(res, error, { requestId, form: errorFormOf(req.url) });
    tellUnexpected(error, { log, head: req, requestId });
  };
}

/** Express answers a path that is not percent-encoded with an error of its own. */
function pathError(thrown: unknown): unknown {
  if (!(thrown instanceof URIError)) return thrown;
  return new GatewayError("invalid_request", "path: expected percent-encoded UTF-8", { cause: thrown });
}
