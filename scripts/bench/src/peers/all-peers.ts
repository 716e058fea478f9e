import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownFile } from "../places.ts";
import type { Peer, PeerRun } from "./peer.ts";
import { mlflowLoad, plainLoad, protocolLoad } from "./peer-loads.ts";

const onnxruntime = "onnxruntime==1.31.1";
const mlflow = [
  "mlflow==3.17.2",
  "onnx==1.23.2",
  onnxruntime,
  "scikit-learn==1.9.1",
  "skops==0.16.0",
  "skl2onnx==1.20.0",
];

/** The other servers, each started as its own documents say, with one worker and batches where it has them. */
export const allPeers: readonly Peer[] = [
  {
    key: "mlflow",
    name: "mlflow models serve",
    packages: mlflow,
    models: ["iris-onnx", "iris-sklearn", "mlp"],
    command: ({ environment, files, port }) =>
      command(join(environment.bin, "mlflow"), "models serve --env-manager local --workers 1").concat([
        "-h",
        "127.0.0.1",
        "-p",
        String(port),
        "-m",
        files,
      ]),
    load: (model) => mlflowLoad(model, "/invocations"),
  },
  {
    key: "mlserver",
    name: "MLServer",
    // Newer releases of uvloop end its workers.
    packages: ["mlserver==1.7.1", "mlserver-mlflow==1.7.1", "uvloop==0.21.0", ...mlflow.slice(0, 5)],
    models: ["iris-onnx", "mlp"],
    command: (run) => {
      writeMlserverSettings(run);
      return [join(run.environment.bin, "mlserver"), "start", run.directory];
    },
    load: protocolLoad,
  },
  {
    key: "litserve",
    name: "LitServe",
    packages: ["litserve==0.2.19", onnxruntime],
    models: ["iris-onnx", "mlp"],
    command: (run) => pythonCommand(run, "litserve_peer.py"),
    load: (model) => plainLoad(model, "/predict"),
  },
  {
    key: "bentoml",
    name: "BentoML",
    packages: ["bentoml==1.4.39", onnxruntime],
    models: ["iris-onnx"],
    command: ({ environment, port }) =>
      command(
        join(environment.bin, "bentoml"),
        `serve bentoml_peer:Peer --host 127.0.0.1 --port ${port}`,
      ).concat("--working-dir", ownFile("peers/python")),
    env: ({ files, directory }) => ({
      GRAPH: join(files, "model.onnx"),
      BENTOML_HOME: directory,
      BENTOML_DO_NOT_TRACK: "True",
    }),
    load: (model) => plainLoad(model, "/predict"),
  },
  {
    key: "pytriton",
    name: "PyTriton",
    packages: ["nvidia-pytriton==0.7.0", onnxruntime],
    models: ["mlp"],
    command: (run) => pythonCommand(run, "pytriton_peer.py"),
    env: ({ directory }) => ({ PYTRITON_HOME: directory }),
    load: protocolLoad,
  },
  {
    key: "ray",
    name: "Ray Serve",
    packages: ["ray[serve]==2.60.0", onnxruntime],
    models: ["iris-onnx"],
    command: (run) => pythonCommand(run, "ray_peer.py"),
    env: ({ directory }) => ({ RAY_TMPDIR: directory, RAY_USAGE_STATS_ENABLED: "0" }),
    load: (model) => plainLoad(model, "/"),
  },
];

function command(program: string, words: string): readonly string[] {
  return [program, ...words.split(" ")];
}

function pythonCommand({ environment, port, files }: PeerRun, program: string): readonly string[] {
  return [
    join(environment.bin, "python"),
    ownFile(`peers/python/${program}`),
    String(port),
    join(files, "model.onnx"),
  ];
}

function writeMlserverSettings({ directory, port, files }: PeerRun): void {
  const server = { host: "127.0.0.1", http_port: port, grpc_port: 0, metrics_port: 0, debug: false };
  const model = {
    name: "graph",
    implementation: "mlserver_mlflow.MLflowRuntime",
    max_batch_size: 64,
    max_batch_time: 0.001,
    parameters: { uri: files },
  };
  writeFileSync(join(directory, "settings.json"), JSON.stringify(server));
  writeFileSync(join(directory, "model-settings.json"), JSON.stringify(model));
}
