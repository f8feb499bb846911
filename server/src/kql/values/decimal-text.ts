/** Digits of a decimal before its point that the engine's DECIMAL(38,18) holds, and those behind it. */
const WHOLE_DIGITS = 20;
const PLACES = 18;

/** Kusto's decimals are decimal128: this many significant digits. */
const SIGNIFICANT = 34;

/** `digits * 10 ** -places`. */
interface Scaled {
  readonly digits: bigint;
  readonly places: number;
}

function parse(text: string): Scaled {
  const [mantissa = "0", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(`${whole === "" || whole === "-" || whole === "+" ? `${whole}0` : whole}${fraction}`.replace("+", ""));
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** Fewer places, half away from zero. */
function cut({ digits, places }: Scaled, most: number): Scaled {
  if (places <= most) return { digits, places };
  const unit = 10n ** BigInt(places - most);
  const rounded = (size(digits) * 2n + unit) / (unit * 2n);
  const kept = digits < 0n ? -rounded : rounded;
  return most >= 0 ? { digits: kept, places: most } : { digits: kept * 10n ** BigInt(-most), places: 0 };
}

const wholeOf = ({ digits, places }: Scaled): string => {
  const text = size(digits)
    .toString()
    .padStart(places + 1, "0");
  return text.slice(0, text.length - places);
};
const fits = (value: Scaled): boolean => wholeOf(value).length <= WHOLE_DIGITS;

/** The number written out. Beyond what the engine holds it says so, rather than losing digits or the value. */
function print(value: Scaled): string {
  const kept = cut(value, PLACES);
  if (kept.digits * 10n ** BigInt(Math.max(0, value.places - PLACES)) !== value.digits)
    throw new Error(
      `[refused: A decimal in this query has more than ${PLACES} digits behind its point. Use \`real\` for such numbers: \`toreal(…)\`.]`,
    );
  if (!fits(kept))
    throw new Error(
      `[refused: A decimal in this query has more than ${WHOLE_DIGITS} digits before its point. Use \`real\` for such numbers.]`,
    );
  const fraction = (size(kept.digits) % 10n ** BigInt(kept.places)).toString().padStart(kept.places, "0");
  return `${kept.digits < 0n ? "-" : ""}${wholeOf(kept)}${kept.places === 0 ? "" : `.${fraction}`}`;
}

/** A decimal's text (an exponent included) as digits and a point. Throws a refusal where the engine has no room for it. */
export const decimalWithin = (text: string): string => print(parse(text));

export function decimalProduct(a: string, b: string): string {
  const [x, y] = [parse(a), parse(b)];
  return print({ digits: x.digits * y.digits, places: x.places + y.places });
}

/** The divisor is not zero. A quotient may have no end, so it is cut; who asks for one is told so. */
export function decimalQuotient(a: string, b: string): string {
  const [x, y] = [parse(a), parse(b)];
  const extra = SIGNIFICANT + y.places + size(y.digits).toString().length;
  const scaled = x.digits * 10n ** BigInt(extra);
  return print(cut({ digits: scaled / y.digits, places: x.places + extra - y.places }, PLACES));
}

/** Half away from zero; negative places round before the point. */
export const decimalRounded = (text: string, places: number): string => print(cut(parse(text), places));

/** Whether the engine holds the decimal that a literal writes, to its last digit. Text that writes none is not its business. */
export function isExactDecimal(text: string): boolean {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return true;
  const { digits, places } = parse(text);
  return cut({ digits, places }, PLACES).digits * 10n ** BigInt(Math.max(0, places - PLACES)) === digits && fits({ digits, places });
}
