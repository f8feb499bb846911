/** WGS-84. */
const A = 6_378_137;
const F = 1 / 298.257_223_563;
const B = A * (1 - F);
const RADIANS = Math.PI / 180;

/**
 * Metres between two points on the WGS-84 spheroid (Vincenty's inverse formula, 1975); null for nearly antipodal points, for
 * which it has no answer. Takes longitude and latitude of both in degrees.
 */
export function spheroidDistance([longitude1 = 0, latitude1 = 0, longitude2 = 0, latitude2 = 0]: readonly number[]): number | null {
  const difference = (longitude2 - longitude1) * RADIANS;
  const [u1, u2] = [Math.atan((1 - F) * Math.tan(latitude1 * RADIANS)), Math.atan((1 - F) * Math.tan(latitude2 * RADIANS))];
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let round = 0; round < 200; round++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2Middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const bent = cos2Middle + c * cosSigma * (2 * cos2Middle * cos2Middle - 1);
    const next = difference + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * bent);
    if (Math.abs(next - lambda) < 1e-14) return arcMetres(sigma, sinSigma, cosSigma, cos2Alpha, cos2Middle);
    lambda = next;
  }
  return null;
}

function arcMetres(sigma: number, sinSigma: number, cosSigma: number, cos2Alpha: number, cos2Middle: number): number {
  const u = (cos2Alpha * (A * A - B * B)) / (B * B);
  const first = 1 + (u / 16_384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const second = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const squared = cos2Middle * cos2Middle;
  const inner = cosSigma * (2 * squared - 1) - (second / 6) * cos2Middle * (4 * sinSigma * sinSigma - 3) * (4 * squared - 3);
  return B * first * (sigma - second * sinSigma * (cos2Middle + (second / 4) * inner));
}
