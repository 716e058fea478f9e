import type { Load } from "../loads/load.ts";
import type { Environment } from "./environment.ts";

/** What is served beside Switchyard. */
export type PeerModel = "iris-onnx" | "iris-sklearn" | "mlp";

/** One start of a server. */
export interface PeerRun {
  readonly environment: Environment;
  readonly port: number;
  readonly model: PeerModel;
  /** The files of the model. */
  readonly files: string;
  /** May be written to; deleted afterwards. */
  readonly directory: string;
}

/** Another server, of the kind that people choose from. */
export interface Peer {
  /** In `--peers`. */
  readonly key: string;
  readonly name: string;
  readonly packages: readonly string[];
  readonly models: readonly PeerModel[];
  readonly command: (run: PeerRun) => readonly string[];
  readonly env?: (run: PeerRun) => Readonly<Record<string, string>>;
  readonly load: (model: PeerModel) => Load;
}
