import { inspect } from "node:util";
import type { LogFields, Logger } from "@switchyard/core";
import { createLogger, format, transports } from "winston";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogOptions {
  readonly level: LogLevel;
  /** One JSON object a line for machines, or a short coloured line for people. */
  readonly format: "json" | "pretty";
  /** Called before each line, for what else stands on the terminal. */
  readonly beforeLine?: () => void;
}

/** A logger on standard error, so that standard output stays the program's own. */
export function createLog({ level, format: style, beforeLine }: LogOptions): Logger {
  const winston = createLogger({
    level,
    format: style === "json" ? format.combine(format.timestamp(), format.json()) : pretty(),
    transports: [new transports.Console({ stderrLevels: ["debug", "info", "warn", "error"] })],
  });
  const write = (lineLevel: LogLevel, message: string, fields: LogFields | undefined): void => {
    if (!winston.isLevelEnabled(lineLevel)) return;
    beforeLine?.();
    winston.log(lineLevel, message, fields);
  };
  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

function pretty(): ReturnType<typeof format.combine> {
  return format.combine(
    format.timestamp({ format: "HH:mm:ss.SSS" }),
    format.colorize(),
    format.printf(({ timestamp, level, message, ...fields }) => {
      const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${text(value)}`);
      return `${String(timestamp)} ${level} ${String(message)}${rest.join("")}`;
    }),
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { breakLength: Infinity });
}
