import { KQL_ENGINE } from "../query/kql-engine.ts";
import { serveQueries } from "../query/serve-queries.ts";

serveQueries(KQL_ENGINE);
