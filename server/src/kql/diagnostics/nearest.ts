/** Edit distance with transpositions, cut off above `max`. */
function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? max + 1;
}

const CONTAINED_MIN = 4;

/** The shortest candidate that contains the name, or that the name contains. */
function containing(wanted: string, candidates: readonly string[]): string | null {
  if (wanted.length < CONTAINED_MIN) return null;
  const found = candidates.filter((candidate) => {
    const other = candidate.toLowerCase();
    return other.includes(wanted) || (other.length >= CONTAINED_MIN && wanted.includes(other));
  });
  return found.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

/** The candidate a person most likely meant, or null when none is near. Case alone never counts as a difference. */
export function nearest(name: string, known: Iterable<string>): string | null {
  const candidates = [...known].filter((candidate) => candidate !== name);
  const wanted = name.toLowerCase();
  const max = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = max + 1;
  for (const candidate of candidates) {
    const found = distance(wanted, candidate.toLowerCase(), max);
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best ?? containing(wanted, candidates);
}
