import { InferenceSession, Tensor } from "onnxruntime-node";
import { Piscina } from "piscina";

interface Frame {
  readonly columns: readonly string[];
  readonly data: readonly (readonly number[])[];
}

async function openRun(): Promise<(frame: Frame) => Promise<unknown>> {
  const path: string = Piscina.workerData;
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return async ({ columns, data }) => {
    const feeds = Object.fromEntries(
      columns.map((name, column) => [
        name,
        new Tensor(
          "float64",
          Float64Array.from(data, (row) => row[column] ?? 0),
          [data.length, 1],
        ),
      ]),
    );
    const { label } = await session.run(feeds);
    return label?.data;
  };
}

const run: Promise<(frame: Frame) => Promise<unknown>> = openRun();

export default run;
