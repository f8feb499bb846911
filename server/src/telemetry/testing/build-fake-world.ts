import { serveBuilder } from "../build/serve-builder.ts";
import { createFakeSource } from "./fake-source.ts";

serveBuilder(createFakeSource);
