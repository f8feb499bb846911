/** A place in the grid: positions in the shown order. Row -1 is the header. */
export type CellPlace = { readonly row: number; readonly column: number };

export type GridBounds = {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Rows that fit on the screen. */ readonly pageSize: number;
};

/** What matters of a key press. */
export type GridKey = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean };

/**
 * Where a key leads, per the ARIA grid pattern: arrows by one, Home and End in the row, with Ctrl to the corners, Page keys by a
 * screen; `j` and `k` as Down and Up. Null when the key is not for moving.
 */
export function moveCell(from: CellPlace, key: GridKey, bounds: GridBounds): CellPlace | null {
  if (key.altKey) return null;
  const target = targetOf(from, key, bounds);
  if (target === null) return null;
  return {
    row: Math.max(-1, Math.min(bounds.rowCount - 1, target.row)),
    column: Math.max(0, Math.min(bounds.columnCount - 1, target.column)),
  };
}

function targetOf({ row, column }: CellPlace, key: GridKey, bounds: GridBounds): CellPlace | null {
  const isFar = key.ctrlKey || key.metaKey;
  const last = { row: bounds.rowCount - 1, column: bounds.columnCount - 1 };
  switch (key.key) {
    case "ArrowDown":
      return { row: isFar ? last.row : row + 1, column };
    case "ArrowUp":
      return { row: isFar ? 0 : row - 1, column };
    case "ArrowRight":
      return { row, column: isFar ? last.column : column + 1 };
    case "ArrowLeft":
      return { row, column: isFar ? 0 : column - 1 };
    case "j":
      return isFar ? null : { row: row + 1, column };
    case "k":
      return isFar ? null : { row: Math.max(0, row - 1), column };
    case "Home":
      return isFar ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return isFar ? last : { row, column: last.column };
    case "PageDown":
      return { row: Math.max(0, row) + bounds.pageSize, column };
    case "PageUp":
      return { row: Math.max(0, row - bounds.pageSize), column };
    default:
      return null;
  }
}
