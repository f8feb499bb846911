import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type RequestHandler } from "express";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The built console: files with a hash in their name for ever, everything else fresh. */
export function staticFiles(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(folder, "assets"));
      response.setHeader("cache-control", isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
    },
  });
}

/** Every address of the console is its one page; the router in the browser does the rest. */
export function consolePage(folder: string): RequestHandler {
  const page = join(folder, "index.html");
  return (request, response, next) => {
    const isPage = (request.method === "GET" || request.method === "HEAD") && request.accepts("html") !== false;
    if (!isPage || request.path.startsWith("/api/")) return next();
    if (!existsSync(page)) {
      response.status(503).type("text").send("The console is not built. Run npm start, which builds it, or npm run build.\n");
      return;
    }
    response.setHeader("cache-control", "no-cache");
    response.sendFile(page);
  };
}
