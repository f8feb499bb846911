import { programAt } from "../programs/program.ts";

/** Takes one order for a world, and ends. */
export const WORLD_BUILDER = programAt(new URL("./processes/build-world.ts", import.meta.url));
/** Answers queries over the worlds that it is given, until it is stopped. */
export const QUERY_WORKER = programAt(new URL("./processes/query-worker.ts", import.meta.url));
