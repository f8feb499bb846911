import { z } from "zod";
import { Prose } from "./parts.ts";

/** Inside the scenario's own folder. */
const DataPath = z
  .string()
  .regex(/^(?:watchlists|external)\/[\w.-]+$/, "A data file lies in `watchlists/` or `external/`, such as `watchlists/vips.csv`");

/** Key `data` of `scenario.yaml`: what queries reach by a name or an address instead of a table. */
export const DataPart = z.strictObject({
  watchlists: z
    .array(
      z.strictObject({
        alias: z
          .string()
          .regex(/^[\w.-]+$/, "An alias is letters, digits, `-`, `_` and `.`")
          .describe("What a query writes: `_GetWatchlist('alias')`."),
        file: DataPath.describe("Comma-separated; its first line names the columns."),
        searchKey: Prose.describe("The column that is repeated as `SearchKey`, for joins."),
      }),
    )
    .optional(),
  external: z
    .array(
      z.strictObject({
        address: Prose.describe(
          "What a query writes in `externaldata`. Nothing is ever fetched. `*/lists/bad.csv` stands for that path on any host.",
        ),
        file: DataPath,
      }),
    )
    .optional(),
});
