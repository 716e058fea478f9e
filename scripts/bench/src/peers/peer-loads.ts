import type { Load } from "../loads/load.ts";
import { jsonLoad } from "../loads/requests.ts";
import { irisFrame, irisRow, mlpRow } from "../models/rows.ts";
import type { PeerModel } from "./peer.ts";

const rows: Readonly<Record<PeerModel, readonly number[]>> = {
  "iris-onnx": irisRow,
  "iris-sklearn": irisRow,
  mlp: mlpRow(),
};

/** A request as `mlflow models serve` takes it, which is also Switchyard's. */
export function mlflowLoad(model: PeerModel, path: string): Load {
  return { ...jsonLoad("", model === "iris-sklearn" ? irisFrame : { inputs: [rows[model]] }), path };
}

/** A request as the small programs beside this file take it. */
export function plainLoad(model: PeerModel, path: string): Load {
  return { ...jsonLoad("", { inputs: [rows[model]] }), path };
}

/** A request of the Open Inference Protocol to the model `graph`. */
export function protocolLoad(model: PeerModel): Load {
  const row = rows[model];
  const input = { name: "x", shape: [1, row.length], datatype: "FP32", data: [row] };
  return { ...jsonLoad("", { inputs: [input] }), path: "/v2/models/graph/infer" };
}
