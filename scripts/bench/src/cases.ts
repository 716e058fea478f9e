import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Load } from "./loads/load.ts";
import { binaryLoad, jsonLoad, uploadLoad } from "./loads/requests.ts";
import { picture, pictureFile } from "./models/picture.ts";
import { irisFrame, mlpRow } from "./models/rows.ts";
import { textOf } from "./models/vocabulary.ts";
import { modelDirectories, type ModelName } from "./models/write-models.ts";
import { servers } from "./samples.ts";

/** What ONNX Runtime alone does of a case's work. */
export interface Floor {
  readonly server: string;
  readonly cores: "one" | "all";
  readonly batch: number;
  readonly picture?: string;
}

/** A model and a request for it. */
export interface Case {
  readonly name: string;
  readonly title: string;
  readonly model: ModelName;
  readonly load: Load;
  readonly connections: readonly number[];
  /** Those of a quick look. */
  readonly fewer: readonly number[];
  /** Whether it is also asked of a server that does nothing; its body must be JSON. */
  readonly besideNothing: boolean;
  /** Whether it is also asked of a server that does nothing but run, on one connection. */
  readonly besideOnlyRun: boolean;
  /** Whether it is also measured with other ways to run the gateway. */
  readonly everyWay: boolean;
  readonly floors: readonly Floor[];
}

/** All cases, in the order in which they are measured. */
export async function allCases(): Promise<readonly Case[]> {
  return [iris, text(), topics, mlp(), cnn(), await jpeg(), sentiment];
}

const iris: Case = {
  name: "iris",
  title: "iris, scikit-learn with a companion: four numbers",
  model: "iris",
  load: jsonLoad("iris", irisFrame),
  connections: [1, 8, 32, 128],
  fewer: [1, 32, 128],
  besideNothing: true,
  besideOnlyRun: true,
  everyWay: true,
  floors: [{ server: servers.runOne, cores: "one", batch: 1 }],
};

function text(): Case {
  return {
    ...plain,
    name: "text",
    title: "text: twenty words, counted in the graph",
    model: "text",
    load: jsonLoad("text", { inputs: [textOf(20)] }),
    connections: [1, 8, 32, 128],
    fewer: [128],
    besideNothing: true,
  };
}

const plain = { besideNothing: false, besideOnlyRun: false, everyWay: false, floors: [] };

const topics: Case = {
  ...plain,
  name: "topics",
  title: "topics, scikit-learn with a companion: a headline",
  model: "topics",
  load: jsonLoad("topics", { instances: ["New chip doubles battery life of phones"] }),
  connections: [32],
  fewer: [32],
  besideNothing: true,
};

function mlp(): Case {
  return {
    ...plain,
    name: "mlp",
    title: "MLP 512-2048-2048-10: 512 numbers",
    model: "mlp",
    load: jsonLoad("mlp", { inputs: [mlpRow()] }),
    connections: [1, 8, 32, 128],
    fewer: [32, 128],
    besideNothing: true,
    besideOnlyRun: true,
    everyWay: true,
    floors: [
      { server: servers.runOne, cores: "one", batch: 1 },
      { server: servers.run64, cores: "one", batch: 64 },
      { server: servers.run64All, cores: "all", batch: 64 },
    ],
  };
}

function cnn(): Case {
  const pixels = Buffer.from(Uint8Array.from({ length: 224 * 224 * 3 }, (_each, index) => index % 97));
  return {
    ...plain,
    name: "cnn",
    title: "CNN, 224 by 224: a tensor of bytes",
    model: "cnn",
    load: binaryLoad("cnn", [1, 224, 224, 3], pixels),
    connections: [1, 8, 32],
    fewer: [8],
    floors: [{ server: servers.runAll, cores: "all", batch: 1 }],
  };
}

async function jpeg(): Promise<Case> {
  await picture();
  return {
    ...plain,
    name: "jpeg",
    title: "the same CNN: a JPEG of 1024 by 768, uploaded",
    model: "cnn",
    load: uploadLoad("cnn", readFileSync(pictureFile)),
    connections: [1, 8, 32],
    fewer: [8],
    floors: [{ server: servers.decodeAll, cores: "all", batch: 1, picture: pictureFile }],
  };
}

const sentiment: Case = {
  ...plain,
  name: "sentiment",
  title: "sentiment, a transformer: a sentence",
  model: "sentiment",
  load: jsonLoad("sentiment", {
    inputs: ["The food was wonderful and everybody was kind, we will come again."],
  }),
  connections: [1, 8, 32],
  fewer: [8],
};

/** The file of a case's graph. */
export function graphOf({ model }: Case): string {
  return join(modelDirectories[model], "model.onnx");
}
