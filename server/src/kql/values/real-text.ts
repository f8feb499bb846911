const FRACTION_BITS = 52n;
const HIDDEN_BIT = 1n << FRACTION_BITS;

/** A double's bits as `mantissa * 2 ** exponent`. */
function apart(size: number): { readonly mantissa: bigint; readonly exponent: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const biased = bits >> FRACTION_BITS;
  const fraction = bits & (HIDDEN_BIT - 1n);
  return biased === 0n ? { mantissa: fraction, exponent: -1074n } : { mantissa: fraction | HIDDEN_BIT, exponent: biased - 1075n };
}

/**
 * Digits of a double whose shortest spelling needs 16 or 17. Where several of that length read back as the same double,
 * Kusto prints the one below the midpoint to the next double, not the nearest: 0.1 + 0.2 is 0.30000000000000007. That is
 * what the Grisu2 algorithm gives without its rounding step.
 */
function longDigits(size: number, power: number): string {
  const { mantissa, exponent } = apart(size);
  // In quarters of a unit in the last place: half a unit up, half a unit (a quarter below a power of two) down.
  const high = 4n * mantissa + 2n;
  const width = mantissa === HIDDEN_BIT ? 3n : 4n;
  const twos = exponent - 2n;
  for (const count of [16, 17]) {
    const tens = BigInt(power - count + 1);
    const scale = (twos > 0n ? 1n << twos : 1n) * (tens < 0n ? 10n ** -tens : 1n);
    const divisor = (twos < 0n ? 1n << -twos : 1n) * (tens > 0n ? 10n ** tens : 1n);
    const digits = (high * scale) / divisor;
    if (high * scale - digits * divisor <= width * scale) return digits.toString().replace(/0+$/, "");
  }
  return mantissa.toString();
}

/** Significant digits and the power of ten of the first. */
function digitsOf(size: number): { readonly digits: string; readonly power: number } {
  const [written = "0", exponent = "0"] = size.toExponential().split("e");
  const shortest = written.replace(".", "");
  const power = Number(exponent);
  return { digits: shortest.length > 15 ? longDigits(size, power) : shortest, power };
}

/** A double as Kusto prints it: the digits that read back, always with a fraction or an exponent. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (size === 0) return `${sign}0.0`;
  const { digits, power } = digitsOf(size);
  if (size >= 1e15 || size < 1e-4) {
    const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
    return `${sign}${mantissa}E${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  const fraction = digits.slice(power + 1);
  return `${sign}${whole}.${fraction === "" ? "0" : fraction}`;
}
