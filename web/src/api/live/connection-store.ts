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
  /** Local wall time at which a live channel was lost that has not come back; null otherwise. */
  readonly lostAtMs: number | null;
  readonly setConnection: (connection: ConnectionState) => void;
}

export const useConnection = create<ConnectionStore>()((set) => ({
  connection: { kind: "off" },
  lostAtMs: null,
  setConnection: (connection) =>
    set((before) => {
      const isExpected = connection.kind === "live" || connection.kind === "off";
      return { connection, lostAtMs: isExpected ? null : before.connection.kind === "live" ? Date.now() : before.lostAtMs };
    }),
}));
