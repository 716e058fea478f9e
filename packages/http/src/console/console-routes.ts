import { Router, type Request, type RequestHandler, type Response } from "express";
import type { Coding, PageFile } from "./page-file.ts";
import { pageFiles } from "./page-files.ts";

/** Nothing from elsewhere, nothing inline; pictures that are to be sent are shown from memory. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * `GET /` and what it loads: the console as it was built in this directory. Only files that were there at the start
 * are known, so that no path leads elsewhere; without a build `/` leads to the documents.
 */
export function consoleRoutes(directory: string | undefined): RequestHandler {
  const files = directory === undefined ? new Map<string, PageFile>() : pageFiles(directory);
  if (files.size === 0) return Router().get("/", (_req, res) => res.redirect("/docs"));
  return async (req, res, next) => {
    const file = files.get(req.path);
    if (!file || (req.method !== "GET" && req.method !== "HEAD")) return next();
    await answer(req, res, file);
  };
}

async function answer(req: Request, res: Response, file: PageFile): Promise<void> {
  const coding = codingFor(req);
  const { bytes, tag } = await file.in(coding);
  res.set({
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": req.path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
    ETag: tag,
  });
  if (req.fresh) return void res.status(304).end();
  if (coding !== "identity") res.set("Content-Encoding", coding);
  res.type(extensionOf(req.path)).send(bytes);
}

function codingFor(req: Request): Coding {
  const accepted = req.acceptsEncodings(["br", "gzip", "identity"]);
  return accepted === "br" || accepted === "gzip" ? accepted : "identity";
}

function extensionOf(path: string): string {
  return path === "/" ? "html" : (/\.[a-z\d]+$/i.exec(path)?.[0] ?? "bin");
}
