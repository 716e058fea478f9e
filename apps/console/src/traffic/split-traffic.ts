import * as v from "valibot";
import { ask, modelPath } from "../api/ask.ts";
import { trafficText } from "../list/traffic-text.ts";

interface Split {
  readonly traffic: Readonly<Record<string, number>>;
}

const split: v.GenericSchema<unknown, Split> = v.object({ traffic: v.record(v.string(), v.number()) });

/** Splits the requests of a model, and tells what came of it; throws where the gateway refuses. */
export async function splitTraffic(
  name: string,
  parts: Readonly<Record<string, number>>,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { traffic } = await ask(modelPath(name, "/traffic"), split, {
    method: "PUT",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(parts),
  });
  const shared = trafficText(traffic);
  return shared ? `Traffic of ${name}: ${shared}` : `All requests of ${name} go to the followed version`;
}
