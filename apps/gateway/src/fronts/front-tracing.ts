import type { FrontTracing, MainLink } from "@switchyard/serving";
import type { TraceRecorder, TraceRecorderOptions } from "@switchyard/telemetry";

type OpenChannel = TraceRecorderOptions["openChannel"];

const maxWaiting = 16_384;
const endTimeoutMs = 1000;

/** What records the ways of a front's requests, and hands them to the main process; read only where any are recorded. */
export async function openFrontTracing(
  sampler: FrontTracing | undefined,
  main: MainLink,
): Promise<TraceRecorder | undefined> {
  if (!sampler) return undefined;
  const { TraceRecorder: Recorder } = await import("@switchyard/telemetry/tracing");
  const openChannel: OpenChannel = (onStatus) => channelTo(main, onStatus);
  return new Recorder({ sampler, maxWaiting, endTimeoutMs, openChannel });
}

/** What has been handed on is the main process' to count. */
function channelTo(main: MainLink, onStatus: Parameters<OpenChannel>[0]): ReturnType<OpenChannel> {
  let exported = 0;
  return {
    send(traces) {
      exported += traces.count;
      main.tell({ kind: "traces", ...traces });
      onStatus({ exported, dropped: 0, failure: undefined });
    },
    end: () => main.sent(),
  };
}
