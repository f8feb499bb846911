import type { RandomStream } from "../../../base/random-stream.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Shaped like the panel's canary (it ends in a dot); it opens nothing. */
export function drawCanary(draws: RandomStream): string {
  return `${Array.from({ length: 22 }, () => LETTERS[draws.below(LETTERS.length)]).join("")}.`;
}

export function dataServiceUrl(verb: "GetObject" | "SetObject" | "GetList", schema: string, draws: RandomStream): string {
  return `/ecp/DDI/DDIService.svc/${verb}?msExchEcpCanary=${drawCanary(draws)}&schema=${schema}`;
}

/** `ActID` of a back-end query: the activity that all log lines and cmdlets of one panel request share. */
export function activityIdOf(backEndQuery: string): string {
  return /ActID=([0-9a-f-]{36})/.exec(backEndQuery)?.[1] ?? "";
}
