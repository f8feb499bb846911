import { implementContract, type RouteDeps } from "./context.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { debriefRoutes, guideRoutes, reportRoutes } from "./routes/case.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { exerciseRoutes } from "./routes/exercises.ts";
import { facilitationRoutes } from "./routes/facilitation.ts";
import { huntRoutes } from "./routes/hunt.ts";
import { queryTokenRoutes } from "./routes/query-tokens.ts";
import { savedQueryRoutes } from "./routes/saved-queries.ts";
import { scenarioRoutes, studioRoutes } from "./routes/scenarios.ts";
import { sessionRoutes } from "./routes/session.ts";

/** Every procedure of the contract; one that is missing here does not compile. */
export function createRouter(deps: RouteDeps) {
  const api = implementContract(deps.logger);
  return api.router({
    session: sessionRoutes(api, deps),
    scenarios: scenarioRoutes(api, deps),
    studio: studioRoutes(api, deps),
    exercises: exerciseRoutes(api, deps),
    hunt: huntRoutes(api, deps),
    queryTokens: queryTokenRoutes(api, deps),
    savedQueries: savedQueryRoutes(api, deps),
    alerts: alertRoutes(api, deps),
    evidence: evidenceRoutes(api, deps),
    report: reportRoutes(api, deps),
    guide: guideRoutes(api, deps),
    debrief: debriefRoutes(api, deps),
    facilitation: facilitationRoutes(api, deps),
  });
}
