import type { SessionValue } from "../../../session/session-function.ts";
import { printArray } from "../arrays.ts";
import { script, type Scripted } from "../script.ts";
import { complete, printSeries } from "./numbers.ts";

const D = "dynamic" as const;

interface Complex {
  readonly re: number[];
  readonly im: number[];
}

/** Mixed recursion: halves while the length is even, the plain sum for what is left. */
function transform({ re, im }: Complex, direction: 1 | -1): Complex {
  const n = re.length;
  if (n <= 1) return { re, im };
  if (n % 2 !== 0) return plain({ re, im }, direction);
  const half = (offset: number): Complex =>
    transform({ re: re.filter((_, index) => index % 2 === offset), im: im.filter((_, index) => index % 2 === offset) }, direction);
  const [even, odd] = [half(0), half(1)];
  const out: Complex = { re: [], im: [] };
  for (let k = 0; k < n; k++) {
    const at = k % (n / 2);
    const angle = (direction * 2 * Math.PI * k) / n;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [re1, im1] = [odd.re[at] ?? 0, odd.im[at] ?? 0];
    out.re.push((even.re[at] ?? 0) + cos * re1 - sin * im1);
    out.im.push((even.im[at] ?? 0) + sin * re1 + cos * im1);
  }
  return out;
}

function plain({ re, im }: Complex, direction: 1 | -1): Complex {
  const n = re.length;
  const out: Complex = { re: [], im: [] };
  for (let k = 0; k < n; k++) {
    let [sumRe, sumIm] = [0, 0];
    for (let t = 0; t < n; t++) {
      const angle = (direction * 2 * Math.PI * ((k * t) % n)) / n;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      sumRe += cos * (re[t] ?? 0) - sin * (im[t] ?? 0);
      sumIm += sin * (re[t] ?? 0) + cos * (im[t] ?? 0);
    }
    out.re.push(sumRe);
    out.im.push(sumIm);
  }
  return out;
}

function run(real: SessionValue | undefined, imaginary: SessionValue | undefined, direction: 1 | -1): string | null {
  const re = complete(real);
  const im = imaginary === null || imaginary === undefined ? re?.map(() => 0) : complete(imaginary);
  if (re === null || im === null || im === undefined || re.length !== im.length) return null;
  const made = transform({ re, im }, direction);
  const scale = direction === 1 ? re.length : 1;
  return printArray([made.re, made.im].map((part) => printSeries(part.map((value) => value / scale))));
}

/** The Fourier transform and its inverse, as a real and an imaginary series. */
export const FOURIER_SCRIPTS: readonly Scripted[] = [
  script("series_fft", [D, "dynamic?"], D, (re, im) => run(re, im, -1)),
  script("series_ifft", [D, "dynamic?"], D, (re, im) => run(re, im, 1)),
];
