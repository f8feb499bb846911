import { serveBinding } from "../bind-worker.ts";

serveBinding();
