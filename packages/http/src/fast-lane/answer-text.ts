import { STATUS_CODES } from "node:http";
import type { HttpAnswer } from "../http-answer.ts";
import { dateText } from "./date-text.ts";

/** What an answer says of its connection: that this was its last one, or how many seconds it may be idle; 0 for ever. */
export type ConnectionFate = "close" | number;

/** An answer's head in Latin characters, as Node's HTTP server would write it. Throws where a shared value is no header's. */
export function answerText({ status, headers, sharedHeaders }: HttpAnswer, fate: ConnectionFate): string {
  const shared = sharedHeaders ? sharedLines(sharedHeaders) : "";
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${shared}${lines(headers)}Date: ${dateText()}\r\n${fateLines(fate)}`;
}

const known = new WeakMap<readonly string[], string>();

function sharedLines(headers: readonly string[]): string {
  const existing = known.get(headers);
  if (existing !== undefined) return existing;
  const made = lines(headers.map(checked));
  known.set(headers, made);
  return made;
}

/** A line break would begin a header of the value's own. */
const unfit = /[^\t\x20-\x7e\x80-\xff]/;

function checked(text: string): string {
  if (unfit.test(text)) throw new Error(`${JSON.stringify(text)} is no header's value`);
  return text;
}

function lines(headers: readonly string[]): string {
  let text = "";
  for (let index = 0; index < headers.length; index += 2)
    text += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return text;
}

/** With the line that ends the head. */
function fateLines(fate: ConnectionFate): string {
  if (fate === "close") return "Connection: close\r\n\r\n";
  if (fate === 0) return "Connection: keep-alive\r\n\r\n";
  return `Connection: keep-alive\r\nKeep-Alive: timeout=${fate}\r\n\r\n`;
}
