import type { ServedModels } from "@switchyard/core";
import { modelView } from "./version-view.ts";

export interface ModelsViewOptions {
  readonly models: ServedModels;
  /** Where whoever asks has reached the gateway. */
  readonly baseUrl: string;
}

/** The body of `GET /models`. */
export function modelsView({ models, baseUrl }: ModelsViewOptions): { readonly models: readonly unknown[] } {
  return { models: models.names().map((name) => modelView(models.status(name), baseUrl)) };
}
