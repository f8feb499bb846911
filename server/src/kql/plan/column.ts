import type { KqlType } from "../../../contract/index.ts";

/** A column of the plan. The id is its identity: it survives renaming, and SQL knows the column only by it. */
export interface Column {
  readonly id: number;
  readonly name: string;
  readonly type: KqlType;
}

/** A sort that a relation carries with it; it turns into SQL only where order matters. */
export interface SortKey {
  readonly column: Column;
  readonly isDescending: boolean;
  readonly nulls: "first" | "last";
}

/** Hands out column ids for one compilation, and stops plans that grow without bound. */
export class ColumnIds {
  #next = 0;

  create(name: string, type: KqlType): Column {
    return { id: this.#next++, name, type };
  }
}
