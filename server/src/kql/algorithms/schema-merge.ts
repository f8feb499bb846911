import { cell, longAt, type Algorithm } from "./algorithm.ts";

/** Types that both fit into; others do not go together. */
const WIDER: Readonly<Record<string, string>> = {
  "int long": "long",
  "int real": "real",
  "long real": "real",
  "decimal int": "decimal",
  "decimal long": "decimal",
};
const CLR: Readonly<Record<string, string>> = { long: "System.Int64", real: "System.Double", decimal: "System.Data.SqlTypes.SqlDecimal" };

interface Merged {
  ordinal: bigint;
  clr: string;
  type: string;
}

function failed(found: Merged, why: string): void {
  found.ordinal = -1n;
  found.type = `ERROR(${why})`;
  found.clr = `ERROR(unknown CSL type:${found.type})`;
}

/** Rows are those of `getschema`, one schema after the other. Settings: whether the order of columns must hold. */
export const schemaMerge: Algorithm = (rows, settings) => {
  const preservesOrder = cell(settings, 0) !== "false";
  const merged = new Map<string, Merged>();
  for (const row of rows) {
    const [name, ordinal, clr, type] = [cell(row, 0), longAt(row, 1) ?? 0n, cell(row, 2), cell(row, 3)];
    const known = merged.get(name);
    if (known === undefined) {
      merged.set(name, { ordinal, clr, type });
      continue;
    }
    if (known.ordinal === -1n) continue;
    if (preservesOrder && known.ordinal !== ordinal) failed(known, "columns are out of order");
    else if (known.type === type) known.ordinal = ordinal > known.ordinal ? ordinal : known.ordinal;
    else {
      const wider = WIDER[[known.type, type].toSorted().join(" ")];
      if (wider === undefined) failed(known, "column types do not match");
      else [known.type, known.clr] = [wider, CLR[wider] ?? known.clr];
    }
  }
  const byOrdinal = [...merged].toSorted(([, a], [, b]) => Number(a.ordinal - b.ordinal));
  return byOrdinal.map(([name, { ordinal, clr, type }], place) => [name, preservesOrder ? ordinal : BigInt(place), clr, type]);
};
