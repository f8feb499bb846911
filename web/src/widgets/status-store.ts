import { create } from "zustand";

interface StatusStore {
  readonly text: string;
  /** What happened last, in a few words; shown in the status line and read out politely. */
  readonly setStatus: (text: string) => void;
}

export const useStatus = create<StatusStore>()((set) => ({ text: "", setStatus: (text) => set({ text }) }));
