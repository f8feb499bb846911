import { create } from "zustand";
import { persist } from "zustand/middleware";

/** What a person prefers on this device, in every exercise. View state belongs in the URL, not here. */
interface Preferences {
  readonly isGuideOpen: boolean;
  readonly isRailNarrow: boolean;
  /** Single letters as shortcuts; people who dictate or share a keyboard turn them off. */
  readonly hasSingleKeys: boolean;
  readonly setGuideOpen: (isOpen: boolean) => void;
  readonly setRailNarrow: (isNarrow: boolean) => void;
  readonly setSingleKeys: (isOn: boolean) => void;
}

export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      isGuideOpen: false,
      isRailNarrow: false,
      hasSingleKeys: true,
      setGuideOpen: (isGuideOpen) => set({ isGuideOpen }),
      setRailNarrow: (isRailNarrow) => set({ isRailNarrow }),
      setSingleKeys: (hasSingleKeys) => set({ hasSingleKeys }),
    }),
    { name: "mailroom-preferences", version: 1 },
  ),
);
