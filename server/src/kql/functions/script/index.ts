import { ADDRESS_SCRIPTS } from "./addresses.ts";
import { GEO_SCRIPTS } from "../geo/index.ts";
import { ARRAY_SCRIPTS } from "./arrays.ts";
import { BAG_SCRIPTS } from "./bags.ts";
import { ENCODING_SCRIPTS } from "./encodings.ts";
import { LOCATION_SCRIPTS } from "./locations.ts";
import { MOMENT_SCRIPTS } from "./moments.ts";
import type { Scripted } from "./script.ts";
import { TEXT_SCRIPTS } from "./texts.ts";

/** Every function of the language that is written in TypeScript. */
export const SCRIPTED: readonly Scripted[] = [
  ...ADDRESS_SCRIPTS,
  ...ARRAY_SCRIPTS,
  ...BAG_SCRIPTS,
  ...ENCODING_SCRIPTS,
  ...LOCATION_SCRIPTS,
  ...MOMENT_SCRIPTS,
  ...TEXT_SCRIPTS,
  ...GEO_SCRIPTS,
];
