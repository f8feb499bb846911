import type { RequestHandler } from "express";
import helmet from "helmet";

/**
 * Scripts only from ourselves, none inline. Styles may be inline because the component library sets them; the editor's language
 * service runs in a worker of our own origin.
 */
export function securityHeaders(isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Without TLS in front these two would lock people out of a plain address.
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps ? { policy: "same-origin" } : false,
    originAgentCluster: false,
    referrerPolicy: { policy: "no-referrer" },
  });
}
