import express, { type Request, type Response } from "express";

/** A query of two million characters, and its options. */
const BODY_BYTES_MAX = 2.5 * 1024 * 1024;
const parse = express.json({ limit: BODY_BYTES_MAX });

/** The body as JSON, unpacked when it came compressed. @throws an error with a 4xx `status` when it is too large or none. */
export function readJsonBody(request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve(request.body);
      else reject(error instanceof Error ? error : new Error("the body could not be read", { cause: error }));
    });
  });
}
