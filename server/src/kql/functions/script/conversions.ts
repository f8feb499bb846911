import { asNumber, asText, script, type Scripted } from "./script.ts";
import { QUANTITIES } from "./units.ts";

/** `convert_length(1.2, "Meter", "Foot")`: null where a unit is unknown. A tilt is the sine of its angle. */
function convert(quantity: string, value: number, from: string, to: string): number | null {
  const units = QUANTITIES[quantity] ?? {};
  const isTilt = (unit: string): boolean => quantity === "angle" && unit === "tilt";
  const given = isTilt(from) ? Math.asin(value) : value * (units[from] ?? Number.NaN);
  if (!isTilt(from) && units[from] === undefined) return null;
  if (isTilt(to)) return Math.sin(given);
  return units[to] === undefined ? null : given / units[to];
}

export const UNIT_SCRIPTS: readonly Scripted[] = Object.keys(QUANTITIES).map((quantity) =>
  script(`convert_${quantity}`, ["real", "string", "string"], "real", (value, from, to) =>
    convert(quantity, asNumber(value), asText(from).toLowerCase(), asText(to).toLowerCase()),
  ),
);
