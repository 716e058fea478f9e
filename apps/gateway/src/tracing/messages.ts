import type { TracingStatus } from "@switchyard/core";
import type { RecordedTraces } from "@switchyard/telemetry";
import type { OtlpWriterOptions } from "@switchyard/telemetry/otlp";

/** What the thread that exports traces is started with. */
export type ThreadSettings = Pick<OtlpWriterOptions, "protocol" | "service">;

/** To the thread: what was recorded, or the end with the time that is left. */
export type ToThread =
  | ({ readonly kind: "traces" } & RecordedTraces)
  | { readonly kind: "end"; readonly timeoutMs: number };

/** From the thread: how far it is. */
export type FromThread = TracingStatus;
