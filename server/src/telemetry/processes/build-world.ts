import { createRangeSource } from "../build/range-source.ts";
import { serveBuilder } from "../build/serve-builder.ts";

serveBuilder(createRangeSource);
