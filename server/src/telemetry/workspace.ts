import { z } from "zod";
import { KqlFunction } from "../../contract/index.ts";
import { parseDelimited } from "../kql/values/delimited-text.ts";
import { FILE_PROFILE_FUNCTION, FileProfile } from "../kql/values/file-profiles.ts";

/** What queries of a world reach by a name or an address instead of a log: made once, with the world, and never changed. */
export const Workspace = z.object({
  functions: z.array(KqlFunction),
  watchlists: z.array(z.object({ alias: z.string(), searchKey: z.string(), csv: z.string() })),
  /** Texts for `externaldata`; an address that begins with `*` stands for that path on any host. */
  files: z.array(z.object({ address: z.string(), text: z.string() })),
  /** What `invoke FileProfile()` finds by hash: the programs of this world, as a reputation service knows them. */
  fileProfiles: z.array(FileProfile),
  /** Rows that no sensor writes, by table: objects by column name, datetimes as ISO text. */
  rows: z.record(z.string(), z.array(z.record(z.string(), z.json()))),
});
export type Workspace = z.infer<typeof Workspace>;

/** What every workspace has, beside its own functions, that a parser does not know by itself. */
export const STANDING_FUNCTIONS: readonly KqlFunction[] = [FILE_PROFILE_FUNCTION];

/** Names of a watchlist's own columns. */
export function watchlistColumns(csv: string): readonly string[] {
  return parseDelimited(csv, ",")[0] ?? [];
}

/** That of a world in which nobody has set anything up. */
export const EMPTY_WORKSPACE: Workspace = { functions: [], watchlists: [], files: [], fileProfiles: [], rows: {} };
