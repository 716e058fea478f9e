import { Socket } from "node:net";
import { FrameSplitter } from "@switchyard/core";
import type { TakeFrames } from "./serve-link.ts";

/** A link over an inherited socket; large frames are read straight to where they will lie. */
export function socketLink(fd: number, take: TakeFrames): Socket {
  const splitter = new FrameSplitter();
  const link = new Socket({
    fd,
    readable: true,
    writable: true,
    onread: {
      buffer: () => splitter.room(),
      callback(bytes) {
        take(splitter.filled(bytes));
        return true;
      },
    },
  });
  return link.resume();
}
