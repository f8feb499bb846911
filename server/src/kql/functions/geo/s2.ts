import { s2 } from "s2js";
import { vector, type Vector } from "./vector.ts";

export const toS2 = (point: Vector): s2.Point => new s2.Point(point.x, point.y, point.z);
export const fromS2 = (point: s2.Point): Vector => vector(point.x, point.y, point.z);

/** Where a point lies on S2's curve through the whole sphere; sorts points as S2 does. */
export const curvePosition = (point: Vector): bigint => s2.cellid.fromPoint(toS2(point));
