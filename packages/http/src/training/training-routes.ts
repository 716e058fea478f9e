import type { ServedModels, TrainingJobs } from "@switchyard/core";
import { Router, type Request, type Response } from "express";
import type { Access } from "../access/access.ts";
import { followJob } from "./follow-job.ts";
import { jobView } from "./job-view.ts";
import { startJob } from "./start-job.ts";

export interface TrainingRoutesOptions {
  readonly models: ServedModels;
  readonly training: TrainingJobs;
  readonly access: Access;
}

type JobRequest = Request<{ name: string; job: string }>;

/** `/models/{name}/train` and the jobs below it; starting and cancelling need the admin token. */
export function trainingRoutes({ models, training, access }: TrainingRoutesOptions): Router {
  const cancel = async (req: JobRequest, res: Response): Promise<void> => {
    access.checkControl(req);
    res.json(jobView(await training.cancel(refOf(req, models))));
  };
  return Router()
    .post("/models/:name/train", async (req, res) => {
      access.checkControl(req);
      models.status(req.params.name);
      await startJob(req, res, training);
    })
    .get("/models/:name/train", (req, res) => {
      access.checkData(req);
      const { name } = models.status(req.params.name);
      res.json({ jobs: training.list(name).map(jobView) });
    })
    .get("/models/:name/train/:job", async (req, res) => {
      access.checkData(req);
      const ref = refOf(req, models);
      res.vary("Accept");
      const isFollowed = req.accepts(["application/json", "text/event-stream"]) === "text/event-stream";
      if (isFollowed) await followJob(res, training, ref);
      else res.json(jobView(training.find(ref)));
    })
    .delete("/models/:name/train/:job", cancel)
    .post("/models/:name/train/:job/cancel", cancel);
}

/** Throws `model_not_found` where no such model is served here. */
function refOf({ params: { name, job } }: JobRequest, models: ServedModels): { model: string; id: string } {
  return { model: models.status(name).name, id: job };
}
