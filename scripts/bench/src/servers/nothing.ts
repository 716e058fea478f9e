import { listen, readBody } from "./listen.ts";

/** The floor: reads and parses a body, answers a constant. */
const answer = Buffer.from('{"predictions":["setosa"]}');

await listen(async (req, res) => {
  JSON.parse((await readBody(req)).toString());
  res.writeHead(200, { "Content-Type": "application/json", "Content-Length": answer.length }).end(answer);
});
