import { arcTangent, sineCosine } from "./precise.ts";
import { vector, type Vector } from "./vector.ts";

/** Mean radius in metres of the sphere on which Kusto measures (the S2 library's). */
export const EARTH_RADIUS = 6_371_010;

const RADIANS = Math.PI / 180;
const DEGREES = 180 / Math.PI;

export const isLongitude = (degrees: number): boolean => degrees >= -180 && degrees <= 180;
export const isLatitude = (degrees: number): boolean => degrees >= -90 && degrees <= 90;

/** The point of the unit sphere at a longitude and a latitude in degrees. */
export function pointAt(longitude: number, latitude: number): Vector {
  const [sinTheta, cosTheta] = sineCosine(longitude * RADIANS);
  const [sinPhi, cosPhi] = sineCosine(latitude * RADIANS);
  return vector(cosTheta * cosPhi, sinTheta * cosPhi, sinPhi);
}

/** The point of the unit sphere at a longitude and a latitude; null where they are outside of their ranges. */
export const validPoint = (longitude: number, latitude: number): Vector | null =>
  isLongitude(longitude) && isLatitude(latitude) ? pointAt(longitude, latitude) : null;

export const longitudeOf = (point: Vector): number => arcTangent(point.y, point.x) * DEGREES;
export const latitudeOf = (point: Vector): number => arcTangent(point.z, Math.sqrt(point.x * point.x + point.y * point.y)) * DEGREES;
