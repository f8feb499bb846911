import type { SimTime } from "../base/sim-time.ts";

/** Done to an Exchange server by its own people, or by what it runs on. Ordinary life: no step of the story. */
export type Operation = { readonly hostRole: string; readonly at: SimTime } & (
  | { readonly kind: "iis-reset" }
  | { readonly kind: "mitigate" | "lift-mitigation"; readonly measures: readonly Measure[] }
  | { readonly kind: "install-update"; readonly build: string }
  /** Null: to the next member. */
  | { readonly kind: "move-databases"; readonly toRole: string | null }
  | { readonly kind: "lose-node"; readonly seconds: number }
);

/** The temporary measures of March 2021 (microsoft/CSS-Exchange, ExchangeMitigations and EOMT). */
export type Measure = "rewrite-cookies" | "stop-control-panel" | "stop-address-book" | "stop-voice-mail";
