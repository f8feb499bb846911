import type { KqlTable } from "../../contract/index.ts";
import { httpProxyLog } from "./http-proxy.ts";
import { iisLog } from "./iis.ts";
import type { LogDefinition } from "./log.ts";

/** Every log of the lab. A new log is a new file and a line here. */
export const LOG_CATALOGUE: readonly LogDefinition[] = [iisLog, httpProxyLog];

/** Their tables, in the same order. */
export const LOG_TABLES: readonly KqlTable[] = LOG_CATALOGUE.map((log) => log.table);
