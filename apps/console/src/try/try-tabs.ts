import type { ModelDetails } from "../api/model-details.ts";
import { rowFormOf } from "./field.ts";

/** The ways to put in what a model is asked. */
export type TryTab = "Table" | "Text" | "Image" | "JSON";

/** The ways that suit a model, the friendliest first. */
export function tabsOf(details: ModelDetails): readonly TryTab[] {
  if (details.task === "image") return ["Image", "JSON"];
  if (details.task === "text") return ["Text", "JSON"];
  return rowFormOf(details)?.fields.length ? ["Table", "JSON"] : ["JSON"];
}
