import { create } from "zustand";

/** How the live channel stands. `refused` is final: reconnecting would not help. */
export type ConnectionState =
  | { readonly kind: "off" }
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "waiting"; readonly retryAtMs: number }
  | { readonly kind: "refused"; readonly reason: string };

interface ConnectionStore {
  readonly connection: ConnectionState;
  readonly setConnection: (connection: ConnectionState) => void;
}

export const useConnection = create<ConnectionStore>()((set) => ({
  connection: { kind: "off" },
  setConnection: (connection) => set({ connection }),
}));
