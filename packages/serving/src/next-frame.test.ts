import { test } from "vitest";
import { nextFrame, type Candidate } from "./next-frame.ts";

const limits = { framesInFlight: 2, maxFrameRequests: 4, maxFrameBytes: 100 };
const fresh: Candidate = { suspect: false, sizeBytes: 1 };
const large: Candidate = { suspect: false, sizeBytes: 60 };
const suspect: Candidate = { suspect: true, sizeBytes: 1 };

test.for([
  ["all that waits", [fresh, fresh], { room: 2, inFlight: 0 }, { size: 2, room: 1 }],
  [
    "no more than the limit",
    [fresh, fresh, fresh, fresh, fresh],
    { room: 1, inFlight: 1 },
    { size: 4, room: 1 },
  ],
  ["no more bytes than the limit", [large, large, fresh], { room: 1, inFlight: 1 }, { size: 1, room: 1 }],
  [
    "a request above the limit of bytes alone",
    [{ suspect: false, sizeBytes: 500 }, fresh],
    { room: 1, inFlight: 1 },
    { size: 1, room: 1 },
  ],
  ["nothing smaller than what the worker has", [fresh, fresh], { room: 1, inFlight: 3 }, undefined],
  ["what is as large as what the worker has", [fresh, fresh], { room: 1, inFlight: 2 }, { size: 2, room: 1 }],
  ["nothing without room", [fresh], { room: 0, inFlight: 1 }, undefined],
  ["a suspect alone, with all the room", [suspect, fresh], { room: 2, inFlight: 0 }, { size: 1, room: 2 }],
  ["nothing while a suspect waits for all the room", [suspect, fresh], { room: 1, inFlight: 1 }, undefined],
  ["nothing when nothing waits", [], { room: 2, inFlight: 0 }, undefined],
] as const)("sends %s", ([, waiting, vacancy, expected], { expect }) => {
  expect(nextFrame(waiting, vacancy, limits)).toEqual(expected);
});
