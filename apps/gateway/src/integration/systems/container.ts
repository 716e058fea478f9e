import { z } from "zod";

/** A container as the engine tells of it. */
export interface Container {
  readonly id: string;
  /** Its name in the compose file. */
  readonly service: string;
  readonly user: string;
  readonly status: string;
  readonly health: string | undefined;
  readonly pid: number;
  readonly exitCode: number;
  readonly startedAt: string;
  readonly restarts: number;
  readonly isReadOnly: boolean;
  readonly droppedCapabilities: readonly string[];
  readonly memoryBytes: number;
  readonly nanoCpus: number;
}

const inspected = z.array(
  z.object({
    Id: z.string(),
    RestartCount: z.number(),
    State: z.object({
      Status: z.string(),
      Pid: z.number(),
      ExitCode: z.number(),
      StartedAt: z.string(),
      Health: z.object({ Status: z.string() }).optional(),
    }),
    Config: z.object({ User: z.string(), Labels: z.record(z.string(), z.string()) }),
    HostConfig: z.object({
      ReadonlyRootfs: z.boolean(),
      CapDrop: z.array(z.string()).nullable(),
      Memory: z.number(),
      NanoCpus: z.number(),
    }),
  }),
);

/** Reads what `docker inspect` prints. */
export function parseContainers(json: string): readonly Container[] {
  return inspected.parse(JSON.parse(json)).map(({ Id, RestartCount, State, Config, HostConfig }) => ({
    id: Id,
    service: Config.Labels["com.docker.compose.service"] ?? "",
    user: Config.User,
    status: State.Status,
    health: State.Health?.Status,
    pid: State.Pid,
    exitCode: State.ExitCode,
    startedAt: State.StartedAt,
    restarts: RestartCount,
    isReadOnly: HostConfig.ReadonlyRootfs,
    droppedCapabilities: HostConfig.CapDrop ?? [],
    memoryBytes: HostConfig.Memory,
    nanoCpus: HostConfig.NanoCpus,
  }));
}

/** Whether it is healthy, or has done its work and ended. */
export function isWell({ status, exitCode, health }: Container): boolean {
  return status === "exited" ? exitCode === 0 : health === "healthy";
}
