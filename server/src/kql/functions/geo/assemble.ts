import { isOrdered } from "./orientation.ts";
import { isSame, type Vector } from "./vector.ts";
import { numbered, type Piece } from "./pieces.ts";

/**
 * Turns a closed chain so that its piece with the highest source comes last: the order of the vertices of an unchanged ring
 * is then what it was. Where several pieces share that source, the last in a row counts.
 */
function turned(chain: readonly Piece[]): Piece[] {
  let place = 0;
  let isInterrupted = false;
  for (let index = 1; index < chain.length; index++) {
    const difference = (chain[index]?.source ?? 0) - (chain[place]?.source ?? 0);
    if (difference < 0) isInterrupted = true;
    else if (difference > 0 || !isInterrupted) {
      place = index;
      isInterrupted = false;
    }
  }
  return [...chain.slice(place + 1), ...chain.slice(0, place + 1)];
}

/** The piece that leaves where `piece` arrives, with the sharpest turn to the left. */
function sharpestLeft(piece: Piece, leaving: readonly Piece[]): Piece | undefined {
  const [from, here] = piece.arc;
  return leaving.reduce<Piece | undefined>((best, candidate) => {
    if (best === undefined) return candidate;
    if (isSame(candidate.arc[1], from)) return best;
    return isSame(best.arc[1], from) || isOrdered(best.arc[1], candidate.arc[1], from, here) ? candidate : best;
  }, undefined);
}

/** Closed chains from pieces that have the area on their left, broken where they touch themselves; sorted by source. */
export function closedChains(pieces: readonly Piece[]): (readonly Vector[])[] {
  const numberOf = numbered(pieces);
  const sorted = pieces.toSorted((p, q) => numberOf(p.arc[0]) - numberOf(q.arc[0]) || numberOf(p.arc[1]) - numberOf(q.arc[1]));
  const unused = new Set(sorted);
  const leaving = new Map<number, Piece[]>();
  for (const piece of sorted) leaving.set(numberOf(piece.arc[0]), [...(leaving.get(numberOf(piece.arc[0])) ?? []), piece]);
  const chains: Piece[][] = [];
  for (const start of sorted) {
    let path: Piece[] = [];
    for (let next: Piece | undefined = unused.has(start) ? start : undefined; next !== undefined;) {
      const piece: Piece = next;
      unused.delete(piece);
      path.push(piece);
      const opening = path.findIndex((other) => isSame(other.arc[0], piece.arc[1]));
      if (opening >= 0) {
        chains.push(turned(path.slice(opening)));
        path = path.slice(0, opening);
      }
      next = sharpestLeft(
        piece,
        (leaving.get(numberOf(piece.arc[1])) ?? []).filter((other) => unused.has(other)),
      );
    }
  }
  return chains.toSorted((a, b) => (a[0]?.source ?? 0) - (b[0]?.source ?? 0)).map((chain) => chain.map((piece) => piece.arc[0]));
}

/** Open chains from pieces, broken wherever more or fewer than two of them meet; sorted by source. */
export function openChains(pieces: readonly Piece[]): (readonly Vector[])[] {
  const numberOf = numbered(pieces);
  const starts = (point: Vector): Piece[] => pieces.filter((piece) => numberOf(piece.arc[0]) === numberOf(point));
  const ends = (point: Vector): Piece[] => pieces.filter((piece) => numberOf(piece.arc[1]) === numberOf(point));
  const isThrough = (point: Vector): boolean => starts(point).length === 1 && ends(point).length === 1;
  const unused = new Set(pieces);
  const chains: Piece[][] = [];
  const follow = (start: Piece): Piece[] => {
    const chain = [start];
    unused.delete(start);
    for (let last = start; isThrough(last.arc[1]);) {
      const next = starts(last.arc[1])[0];
      if (next === undefined || !unused.has(next)) break;
      chain.push(next);
      unused.delete(next);
      last = next;
    }
    return chain;
  };
  for (const piece of pieces) if (unused.has(piece) && !isThrough(piece.arc[0])) chains.push(follow(piece));
  for (const piece of pieces) if (unused.has(piece)) chains.push(turned(follow(piece)));
  const lowest = (chain: readonly Piece[]): number => Math.min(...chain.map((piece) => piece.source));
  return chains
    .toSorted((a, b) => lowest(a) - lowest(b))
    .map((chain) => [...chain.map((piece) => piece.arc[0]), ...chain.slice(-1).map((piece) => piece.arc[1])]);
}
