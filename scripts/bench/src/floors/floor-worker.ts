import process from "node:process";
import { InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";
import type { FloorWork } from "./floor-work.ts";
import { feedOfRows } from "./feed.ts";

sharp.cache(false);
sharp.concurrency(1);

const side = 224;
const sessions = new Map<string, InferenceSession>();

process.on("message", async (work: FloorWork) => {
  process.send?.(await rowsPerSecond(work));
});

/** Runs in a loop for the time given, after one run that does not count. */
async function rowsPerSecond({ model, batch, seconds, picture }: FloorWork): Promise<number> {
  const session = await sessionOf(model);
  const feed = feedOfRows(session, batch);
  const once = async (): Promise<unknown> =>
    await session.run(picture === undefined ? feed : { image: await decoded(picture) });
  await once();
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  let rows = 0;
  for (; performance.now() < endMs; rows += batch) await once();
  return (rows / (performance.now() - startMs)) * 1000;
}

async function sessionOf(model: string): Promise<InferenceSession> {
  const known = sessions.get(model);
  if (known) return known;
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  sessions.set(model, session);
  return session;
}

/** As a model worker reads a picture. */
async function decoded(path: string): Promise<Tensor> {
  const pixels = await sharp(path, { failOn: "warning" })
    .autoOrient()
    .flatten({ background: "white" })
    .toColourspace("srgb")
    .resize({ width: side, height: side, fit: "fill", kernel: "linear" })
    .raw({ depth: "uchar" })
    .toBuffer();
  return new Tensor("uint8", pixels, [1, side, side, 3]);
}
