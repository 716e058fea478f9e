import { readdirSync } from "node:fs";
import { join } from "node:path";
import { requestsFor as sampleRequests } from "../integration/requests.ts";
import { sampleChampions, type SampleVersion } from "../integration/samples.ts";
import type { ParityRequest } from "./requests/parity-request.ts";

/** A model that MLflow and the gateway both serve. */
export interface ParityModel {
  readonly name: string;
  /** Directory that holds its `MLmodel`. */
  readonly directory: string;
  /** By which the gateway is told of it; the directory when it is left out. */
  readonly uri?: string;
  /** What it is asked beside what is made at random. */
  readonly requests: readonly ParityRequest[];
  /** Whether one row of it is small enough for requests made at random. */
  readonly small: boolean;
}

const folder = join(import.meta.dirname, "models");

/** The small models of the suite, see `models/README.md`, and the champions of the sample registry. */
export function parityModels(): readonly ParityModel[] {
  const made = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, directory: join(folder, name), requests: [], small: true }));
  return [...made, ...sampleChampions().map(ofSample)];
}

function ofSample(sample: SampleVersion): ParityModel {
  const { name, directory } = sample;
  const requests = sampleRequests(sample).map((request) => ({
    category: "recorded" as const,
    name: request.name,
    contentType: request.contentType,
    body: request.body,
  }));
  return { name, directory, requests, small: name !== "catdog" };
}
