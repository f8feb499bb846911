/**
 * Coefficients of the polynomial that fits best by least squares, highest power first; null when the points do not
 * determine it. Householder reflections keep high degrees stable where normal equations would not.
 */
export function polynomial(x: readonly number[], y: readonly number[], degree: number): number[] | null {
  const width = degree + 1;
  if (degree < 0 || x.length < width) return null;
  const rows = x.map((place, index) => [...Array.from({ length: width }, (_, power) => place ** (degree - power)), y[index] ?? 0]);
  for (let column = 0; column < width; column++) if (!reflect(rows, column)) return null;
  const coefficients = Array.from({ length: width }, () => 0);
  for (let row = width - 1; row >= 0; row--) {
    const line = rows[row] ?? [];
    let rest = line[width] ?? 0;
    for (let column = row + 1; column < width; column++) rest -= (line[column] ?? 0) * (coefficients[column] ?? 0);
    coefficients[row] = rest / (line[row] ?? 1);
  }
  return coefficients;
}

/** Turns a column to zero below the diagonal; false when nothing is left of it. */
function reflect(rows: number[][], column: number): boolean {
  const below = rows.slice(column);
  const entry = (row: readonly number[]): number => row[column] ?? 0;
  const size = Math.hypot(...below.map(entry));
  const [head] = below;
  if (head === undefined || size < 1e-12) return false;
  const pivot = entry(head) > 0 ? -size : size;
  const direction = below.map((row, index) => entry(row) - (index === 0 ? pivot : 0));
  const scale = direction.reduce((sum, value) => sum + value * value, 0);
  for (let target = column; target < head.length; target++) {
    const along = below.reduce((sum, row, index) => sum + (direction[index] ?? 0) * (row[target] ?? 0), 0);
    for (const [index, row] of below.entries()) row[target] = (row[target] ?? 0) - (2 * along * (direction[index] ?? 0)) / scale;
  }
  return true;
}
