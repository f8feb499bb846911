import { create } from "zustand";
import { persist } from "zustand/middleware";

type Favourites = { readonly names: readonly string[]; readonly toggle: (column: string) => void };

/** Fields that a person keeps at the top of the row panel, on this device, in every exercise. */
export const useFavourites = create<Favourites>()(
  persist(
    (set) => ({
      names: [],
      toggle: (column) =>
        set(({ names }) => ({ names: names.includes(column) ? names.filter((name) => name !== column) : [...names, column] })),
    }),
    { name: "mailroom-hunt-favourites", version: 1 },
  ),
);
