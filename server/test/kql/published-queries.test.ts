import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readPublishedQueries } from "../../src/conformance/bind-corpus.ts";
import { SchemaBinder } from "../../src/conformance/bind-query.ts";
import { readSchemas } from "../../src/conformance/schema-file.ts";

const SHARED = process.env["MAILROOM_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const QUERIES = resolve(SHARED, "kql/published-queries.jsonl");
const SCHEMAS = resolve(SHARED, "domain/table-schemas-all.json");

/** Every so many queries: the whole corpus takes minutes, and is what `npx mailroom kql bind` is for. */
const STRIDE = 31;

describe.skipIf(!existsSync(QUERIES))(`published queries (need ${QUERIES})`, () => {
  it("that are translated are also valid for DuckDB", async () => {
    const binder = await SchemaBinder.create({ tables: readSchemas(readFileSync(SCHEMAS, "utf8"), SCHEMAS), functions: [] });
    const queries = readPublishedQueries(readFileSync(QUERIES, "utf8"), QUERIES).filter((_, index) => index % STRIDE === 0);
    const failed: string[] = [];
    let bound = 0;
    for (const { id, query } of queries) {
      const { outcome, why } = await binder.bind(query);
      if (outcome === "failed") failed.push(`${id}: ${why}`);
      if (outcome === "bound") bound += 1;
    }
    expect(failed).toEqual([]);
    expect(bound).toBeGreaterThan(20);
  }, 240_000);
});
