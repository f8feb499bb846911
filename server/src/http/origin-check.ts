import type { RequestHandler } from "express";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses writes that a foreign page makes with our visitor's cookie. Clients that are no browser send no `Origin`. */
export const checkOrigin: RequestHandler = (request, response, next) => {
  if (READS.has(request.method) || isOwn(request.headers.origin, request.headers.host)) next();
  else response.status(403).json({ code: "FORBIDDEN", message: "This request comes from a foreign page." });
};

function isOwn(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
