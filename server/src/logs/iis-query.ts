import type { HttpRequest } from "../range/activity.ts";

/**
 * cs-uri-query of a front-end row: the query as received, then what Exchange 2013 and later append for diagnosis.
 * Static files that IIS serves itself get no suffix. `CorrelationID=<empty>` is literal in real logs.
 */
export function frontEndQuery(request: HttpRequest): string {
  if (request.protocol === null) return request.query === "" ? "-" : request.query;
  let suffix = "&CorrelationID=<empty>;";
  if (request.clientId !== "") suffix += `&ClientId=${request.clientId}`;
  for (const mark of request.marks) if (mark.startsWith("LogoffReason=")) suffix += `&${mark}`;
  suffix += `&cafeReqId=${request.requestId};`;
  if (request.protocol === "Owa" || request.protocol === "Ecp") suffix += "&encoding=;";
  return request.query + suffix;
}
