import type { RandomStream } from "../../../base/random-stream.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Shaped like the panel's canary (it ends in a dot); it opens nothing. */
export function drawCanary(draws: RandomStream): string {
  return `${Array.from({ length: 22 }, () => LETTERS[draws.below(LETTERS.length)]).join("")}.`;
}

export function dataServiceUrl(verb: "GetObject" | "SetObject" | "GetList", schema: string, draws: RandomStream): string {
  return `/ecp/DDI/DDIService.svc/${verb}?msExchEcpCanary=${drawCanary(draws)}&schema=${schema}`;
}
