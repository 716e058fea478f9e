import { answerBodies } from "./listen.ts";

const answer = Buffer.from('{"predictions":["setosa"]}');

// Reads and parses a body, and answers a constant: what node:http alone can do.
await answerBodies(() => answer);
