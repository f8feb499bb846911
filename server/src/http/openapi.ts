import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import type { RequestHandler } from "express";
import { contract } from "../../contract/index.ts";

/** `GET /api/openapi.json`, generated from the contract once and kept. */
export function openApiDocument(): RequestHandler {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  let document: ReturnType<typeof generator.generate> | null = null;
  return async (_request, response) => {
    document ??= generator.generate(contract, {
      info: { title: "Mailroom", version: "1", description: "Every procedure of the lab. Sign in under /api/auth first." },
      servers: [{ url: "/api/v1" }],
    });
    response.json(await document);
  };
}
