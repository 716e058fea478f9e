import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { listen, readBody } from "./listen.ts";

/** The obvious design: one task of a thread pool for every request, no batching. */
const [model = ""] = process.argv.slice(2);
const filename = fileURLToPath(import.meta.resolve("./run-task.ts"));
const pool = new Piscina<unknown, string>({
  filename,
  minThreads: 1,
  maxThreads: 1,
  workerData: model,
  recordTiming: false,
});

await listen(async (req, res) => {
  const { dataframe_split: frame } = JSON.parse((await readBody(req)).toString());
  const label = await pool.run(frame);
  const body = JSON.stringify({ predictions: label });
  res
    .writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
    .end(body);
});
