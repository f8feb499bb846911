/**
 * The candidate that a person most likely meant, or null when none is near: at most one edit per three letters,
 * compared without case, `-` and `_`.
 */
export function nearestName(typed: string, candidates: Iterable<string>): string | null {
  const bare = simplify(typed);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(bare.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(bare, simplify(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** "Did you mean `x`?", or a list of what there is, or null when there is nothing to offer. */
export function suggestName(typed: string, candidates: readonly string[]): string | null {
  const nearest = nearestName(typed, candidates);
  if (nearest !== null) return `Did you mean \`${nearest}\`?`;
  if (candidates.length === 0) return null;
  const shown = candidates.slice(0, 12).map((name) => `\`${name}\``);
  return `There is ${shown.join(", ")}${candidates.length > shown.length ? " and more" : ""}.`;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** Levenshtein with a swap of neighbours counting as one edit; gives up at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) value = Math.min(value, (before[j - 2] ?? 0) + 1);
      current.push(value);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit;
}
