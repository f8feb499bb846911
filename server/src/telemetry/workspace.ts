import { z } from "zod";
import { KqlFunction } from "../../contract/index.ts";
import { parseDelimited } from "../kql/values/delimited-text.ts";
import { FILE_PROFILE_FUNCTION, type FileProfile } from "../kql/values/file-profiles.ts";

const FileProfileRecord = z.object({
  sha1: z.string(),
  sha256: z.string(),
  md5: z.string(),
  size: z.number().int(),
  globalPrevalence: z.number().int().nullable(),
  globalFirstSeen: z.string().nullable(),
  globalLastSeen: z.string().nullable(),
  signer: z.string(),
  issuer: z.string(),
  signerHash: z.string(),
  isCertificateValid: z.boolean().nullable(),
  isRootSignerMicrosoft: z.boolean().nullable(),
  signatureState: z.enum(["SignedValid", "SignedInvalid", "Unsigned", "Unknown"]),
  isExecutable: z.boolean().nullable(),
  threatName: z.string(),
  publisher: z.string(),
  softwareName: z.string(),
}) satisfies z.ZodType<FileProfile>;

/** What queries of a world reach by a name or an address instead of a log: made once, with the world, and never changed. */
export const Workspace = z.object({
  functions: z.array(KqlFunction),
  watchlists: z.array(z.object({ alias: z.string(), searchKey: z.string(), csv: z.string() })),
  /** Texts for `externaldata`; an address that begins with `*` stands for that path on any host. */
  files: z.array(z.object({ address: z.string(), text: z.string() })),
  /** What `invoke FileProfile()` finds by hash: the programs of this world, as a reputation service knows them. */
  fileProfiles: z.array(FileProfileRecord),
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
