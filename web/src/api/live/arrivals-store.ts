import { create } from "zustand";

interface Arrivals {
  /** Rows per table that became visible since the count was last taken down. */
  readonly rows: Readonly<Record<string, number>>;
  readonly add: (added: Readonly<Record<string, number>>) => void;
  /** Starts counting anew, after the reader has looked at the newest rows. */
  readonly clear: () => void;
}

/** New rows as the live channel tells of them: for a pill that says "312 new rows", never for moving what is being read. */
export const useArrivals = create<Arrivals>()((set) => ({
  rows: {},
  add: (added) =>
    set(({ rows }) => {
      const sum = { ...rows };
      for (const [table, count] of Object.entries(added)) sum[table] = (sum[table] ?? 0) + count;
      return { rows: sum };
    }),
  clear: () => set({ rows: {} }),
}));
