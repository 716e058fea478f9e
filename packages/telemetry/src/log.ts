import { inspect } from "node:util";
import type { LogFields, Logger } from "@switchyard/core";
import { createLogger, format, transports, type Logger as WinstonLogger } from "winston";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogOptions {
  readonly level: LogLevel;
  /** One JSON object a line for machines, or a short coloured line for people. */
  readonly format: "json" | "pretty";
}

/** A logger on standard error, so that standard output stays the program's own. */
export function createLog({ level, format: style }: LogOptions): Logger {
  const winston = createLogger({
    level,
    format: style === "json" ? format.combine(format.timestamp(), format.json()) : pretty(),
    transports: [new transports.Console({ stderrLevels: ["debug", "info", "warn", "error"] })],
  });
  return {
    debug: (message, fields) => write(winston, { level: "debug", message, fields }),
    info: (message, fields) => write(winston, { level: "info", message, fields }),
    warn: (message, fields) => write(winston, { level: "warn", message, fields }),
    error: (message, fields) => write(winston, { level: "error", message, fields }),
  };
}

interface Line {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields | undefined;
}

function write(winston: WinstonLogger, { level, message, fields }: Line): void {
  if (winston.isLevelEnabled(level)) winston.log(level, message, fields);
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
