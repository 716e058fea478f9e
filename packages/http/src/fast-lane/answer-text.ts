import { STATUS_CODES } from "node:http";
import type { HttpAnswer } from "../http-answer.ts";
import { dateText } from "./date-text.ts";

/** What an answer says of its connection: that this was its last one, or how many seconds it may be idle; 0 for ever. */
export type ConnectionFate = "close" | number;

/** An answer's head in Latin characters, as Node's HTTP server would write it. Throws where a value is no header's. */
export function answerText({ status, headers, sharedHeaders }: HttpAnswer, fate: ConnectionFate): string {
  const shared = sharedHeaders ? sharedLines(sharedHeaders) : "";
  const date = `Date: ${dateText()}\r\n`;
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines(headers)}${shared}${date}${fateLines(fate)}\r\n`;
}

const known = new WeakMap<readonly string[], string>();

function sharedLines(headers: readonly string[]): string {
  const existing = known.get(headers);
  if (existing !== undefined) return existing;
  const made = lines(headers);
  known.set(headers, made);
  return made;
}

/** A line break would begin a header of the value's own. */
const unfit = /[^\t\x20-\x7e\x80-\xff]/;

function lines(headers: readonly string[]): string {
  let text = "";
  for (let index = 0; index < headers.length; index += 2) {
    const value = headers[index + 1] ?? "";
    if (unfit.test(value))
      throw new Error(`${headers[index]}: ${JSON.stringify(value)} is no header's value`);
    text += `${headers[index]}: ${value}\r\n`;
  }
  return text;
}

function fateLines(fate: ConnectionFate): string {
  if (fate === "close") return "Connection: close\r\n";
  if (fate === 0) return "Connection: keep-alive\r\n";
  return `Connection: keep-alive\r\nKeep-Alive: timeout=${fate}\r\n`;
}
