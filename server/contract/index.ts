/** The one thing that `web` and `e2e` may import from the server: wire schemas and types. */
export * from "./http/alert.ts";
export * from "./http/debrief.ts";
export * from "./http/evidence.ts";
export * from "./http/exercise.ts";
export * from "./http/facilitation.ts";
export * from "./http/guide.ts";
export * from "./http/hunt.ts";
export * from "./http/query-token.ts";
export * from "./http/report.ts";
export * from "./http/scenario.ts";
export * from "./http/session.ts";
export * from "./kql/diagnostic.ts";
export * from "./kql/function.ts";
export * from "./kql/table.ts";
export * from "./live/message.ts";
export * from "./primitives.ts";
export * from "./router.ts";
