import type { TakenPrediction, WriterProgress } from "@switchyard/telemetry";
import type { PredictionLogSettings, RegistrySettings } from "../config/config.ts";

/** What the thread that writes predictions is started with. */
export interface ThreadSettings {
  readonly log: PredictionLogSettings;
  readonly registry: RegistrySettings;
  readonly experiment: string;
  readonly hashKey: string;
}

/** To the thread: a prediction, or the end with the time that is left. */
export type ToThread =
  | { readonly kind: "prediction"; readonly prediction: TakenPrediction }
  | { readonly kind: "end"; readonly timeoutMs: number };

/** From the thread: how far it is. */
export type FromThread = WriterProgress;
