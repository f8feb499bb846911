import { ADDRESS_SCRIPTS } from "./addresses.ts";
import { GEO_SCRIPTS } from "../geo/index.ts";
import { ARRAY_SCRIPTS } from "./arrays.ts";
import { BAG_SCRIPTS } from "./bags.ts";
import { COMPRESSION_SCRIPTS } from "./compression.ts";
import { UNIT_SCRIPTS } from "./conversions.ts";
import { DIGEST_SCRIPTS } from "./digests.ts";
import { HASH_SCRIPTS } from "./hashes.ts";
import { PUNYCODE_SCRIPTS } from "./punycode.ts";
import { SCHEMA_SCRIPTS } from "./schemas.ts";
import { SPECIAL_SCRIPTS } from "./special.ts";
import { TIMEZONE_SCRIPTS } from "./timezones.ts";
import { USER_AGENT_SCRIPTS } from "./user-agents.ts";
import { XML_SCRIPTS } from "./xml.ts";
import { ENCODING_SCRIPTS } from "./encodings.ts";
import { IP_LOCATION_SCRIPTS } from "./ip-location.ts";
import { LOCATION_SCRIPTS } from "./locations.ts";
import { MOMENT_SCRIPTS } from "./moments.ts";
import type { Scripted } from "./script.ts";
import { SERIES_SCRIPTS } from "./series/index.ts";
import { TEXT_SCRIPTS } from "./texts.ts";

/** Every function of the language that is written in TypeScript. */
export const SCRIPTED: readonly Scripted[] = [
  ...ADDRESS_SCRIPTS,
  ...ARRAY_SCRIPTS,
  ...BAG_SCRIPTS,
  ...ENCODING_SCRIPTS,
  ...IP_LOCATION_SCRIPTS,
  ...LOCATION_SCRIPTS,
  ...MOMENT_SCRIPTS,
  ...SERIES_SCRIPTS,
  ...TEXT_SCRIPTS,
  ...GEO_SCRIPTS,
  ...COMPRESSION_SCRIPTS,
  ...UNIT_SCRIPTS,
  ...DIGEST_SCRIPTS,
  ...HASH_SCRIPTS,
  ...PUNYCODE_SCRIPTS,
  ...SCHEMA_SCRIPTS,
  ...SPECIAL_SCRIPTS,
  ...TIMEZONE_SCRIPTS,
  ...USER_AGENT_SCRIPTS,
  ...XML_SCRIPTS,
];
