/**
 * A double with the fewest digits that read back, as Kusto's JSON writer prints coordinates: by Grisu2 (Loitsch, 2010),
 * which stops at the first digits inside of the rounding interval. They need not be the closest ones, so the last digit may
 * differ from that of other printers.
 */
interface Scaled {
  readonly significand: bigint;
  readonly exponent: number;
}

const MASK = (1n << 64n) - 1n;

/** The significand and exponent of a positive double. */
function taken(value: number): Scaled {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  return biased === 0 ? { significand: fraction, exponent: -1074 } : { significand: fraction | (1n << 52n), exponent: biased - 1075 };
}

const bitLength = (value: bigint): number => value.toString(2).length;

function widened({ significand, exponent }: Scaled): Scaled {
  const shift = 64 - bitLength(significand);
  return { significand: significand << BigInt(shift), exponent: exponent - shift };
}

/** 10^power rounded to 64 bits. */
function powerOfTen(power: number): Scaled {
  const size = 10n ** BigInt(Math.abs(power));
  const scaled = power >= 0 ? size << 128n : (1n << (BigInt(bitLength(size)) + 192n)) / size;
  const exponent = power >= 0 ? -128 : -(bitLength(size) + 192);
  const shift = bitLength(scaled) - 64;
  const rounded = (scaled + (1n << BigInt(shift - 1))) >> BigInt(shift);
  return rounded > MASK
    ? { significand: rounded >> 1n, exponent: exponent + shift + 1 }
    : { significand: rounded, exponent: exponent + shift };
}

const multiplied = (a: Scaled, b: Scaled): Scaled => ({
  significand: (a.significand * b.significand + (1n << 63n)) >> 64n,
  exponent: a.exponent + b.exponent + 64,
});

/** The power of ten that brings a number with this exponent into range; Grisu keeps every eighth of them. */
function cachedPower(exponent: number): { readonly factor: Scaled; readonly power: number } {
  const estimate = (-61 - exponent) * 0.301_029_995_663_981_14 + 347;
  const whole = Math.trunc(estimate) + (estimate - Math.trunc(estimate) > 0 ? 1 : 0);
  const power = -348 + ((whole >> 3) + 1) * 8;
  return { factor: powerOfTen(power), power: -power };
}

/** So many digits of the scaled fraction and more, and the last one stays as it came: that writer's table of powers ends here. */
const CORRECTED = 9;

interface Digits {
  readonly text: string;
  readonly power: number;
}

/** Lowers the last digit while that brings the number closer to the true one. */
function rounded(text: string, delta: bigint, rest: bigint, unit: bigint, distance: bigint): string {
  let last = Number(text.at(-1));
  let left = rest;
  while (left < distance && delta - left >= unit && (left + unit < distance || distance - left > left + unit - distance)) {
    last -= 1;
    left += unit;
  }
  return text.slice(0, -1) + String(last);
}

function generate(w: Scaled, upper: Scaled, width: bigint, start: number): Digits {
  const shift = BigInt(-upper.exponent);
  const one = 1n << shift;
  const distance = upper.significand - w.significand;
  let power = start;
  let whole = upper.significand >> shift;
  let fraction = upper.significand & (one - 1n);
  let text = "";
  for (let kappa = whole.toString().length; kappa > 0;) {
    const unit = 10n ** BigInt(kappa - 1);
    const digit = whole / unit;
    whole %= unit;
    if (digit > 0n || text !== "") text += String(digit);
    kappa -= 1;
    const rest = (whole << shift) + fraction;
    if (rest <= width) return { text: rounded(text, width, rest, unit << shift, distance), power: power + kappa };
  }
  let delta = width;
  for (let count = 1; ; count++) {
    fraction *= 10n;
    delta *= 10n;
    const digit = fraction >> shift;
    if (digit > 0n || text !== "") text += String(digit);
    fraction &= one - 1n;
    power -= 1;
    const scaled = count < CORRECTED ? distance * 10n ** BigInt(count) : 0n;
    if (fraction < delta) return { text: rounded(text, delta, fraction, one, scaled), power };
  }
}

function grisu(value: number): Digits {
  const v = taken(value);
  const upper = widened({ significand: (v.significand << 1n) + 1n, exponent: v.exponent - 1 });
  const lower =
    v.significand === 1n << 52n
      ? { significand: (v.significand << 2n) - 1n, exponent: v.exponent - 2 }
      : { significand: (v.significand << 1n) - 1n, exponent: v.exponent - 1 };
  const aligned: Scaled = { significand: lower.significand << BigInt(lower.exponent - upper.exponent), exponent: upper.exponent };
  const { factor, power } = cachedPower(upper.exponent);
  const top = multiplied(upper, factor);
  const bottom = multiplied(aligned, factor);
  const narrowed = { significand: top.significand - 1n, exponent: top.exponent };
  return generate(multiplied(widened(v), factor), narrowed, narrowed.significand - bottom.significand - 1n, power);
}

/** The number as text, with a fraction even when it is whole. Made for coordinates: from 1e-6 to 1e21, or zero. */
export function shortestText(value: number): string {
  if (value === 0) return "0.0";
  const { text, power } = grisu(Math.abs(value));
  const sign = value < 0 ? "-" : "";
  const point = text.length + power;
  if (power >= 0 && point <= 21) return `${sign}${text}${"0".repeat(power)}.0`;
  if (point > 0 && point <= 21) return `${sign}${text.slice(0, point)}.${text.slice(point)}`;
  if (point > -6 && point <= 0) return `${sign}0.${"0".repeat(-point)}${text}`;
  return `${sign}${text.slice(0, 1)}${text.length > 1 ? `.${text.slice(1)}` : ""}e${point - 1}`;
}
