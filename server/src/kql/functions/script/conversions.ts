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

/** A scale of temperature: `kelvin = value * step + zero`. */
interface Scale {
  readonly step: number;
  readonly zero: number;
}

const ICE = 273.15;

/** The scales of the language reference, by their names in lower case; `solartemperature` counts in surfaces of the Sun. */
const SCALES: Readonly<Record<string, Scale>> = {
  kelvin: { step: 1, zero: 0 },
  degreecelsius: { step: 1, zero: ICE },
  millidegreecelsius: { step: 0.001, zero: ICE },
  degreedelisle: { step: -2 / 3, zero: ICE + 100 },
  degreefahrenheit: { step: 5 / 9, zero: (459.67 * 5) / 9 },
  degreenewton: { step: 100 / 33, zero: ICE },
  degreerankine: { step: 5 / 9, zero: 0 },
  degreereaumur: { step: 5 / 4, zero: ICE },
  degreeroemer: { step: 40 / 21, zero: ICE - (7.5 * 40) / 21 },
  solartemperature: { step: 5778, zero: 0 },
};

/** `convert_temperature(1.2, "Kelvin", "DegreeCelsius")`: null where a scale is unknown. */
function convertTemperature(value: number, from: string, to: string): number | null {
  const given = SCALES[from];
  const wanted = SCALES[to];
  if (given === undefined || wanted === undefined) return null;
  return (value * given.step + given.zero - wanted.zero) / wanted.step;
}

type Conversion = (value: number, from: string, to: string) => number | null;

const conversion = (quantity: string, by: Conversion): Scripted =>
  script(`convert_${quantity}`, ["real", "string", "string"], "real", (value, from, to) =>
    by(asNumber(value), asText(from).toLowerCase(), asText(to).toLowerCase()),
  );

export const UNIT_SCRIPTS: readonly Scripted[] = [
  ...Object.keys(QUANTITIES).map((quantity) => conversion(quantity, (value, from, to) => convert(quantity, value, from, to))),
  conversion("temperature", convertTemperature),
];
