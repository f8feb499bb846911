import { serveQueries } from "../query/serve-queries.ts";
import { SQL_ENGINE } from "./sql-engine.ts";

serveQueries(SQL_ENGINE);
