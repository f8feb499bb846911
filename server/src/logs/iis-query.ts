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

/**
 * cs-uri-query of Exchange 2010, which appended what the request had cost it: Outlook Web App and the web services their calls of the
 * mailbox and the directory. Source: log lines of Exchange 2010 in the test data of log2timeline/plaso.
 */
export function query2010({ protocol, query, backEnd, isAuthenticated, protocolAction }: HttpRequest): string {
  const plain = query === "" ? "-" : query;
  if (backEnd === null || !isAuthenticated) return plain;
  const { processingMs } = backEnd;
  const calls = 1 + (processingMs % 23);
  if (protocol === "Owa") {
    const cost = `&prfltncy=${processingMs}&prfrpccnt=${calls}&prfrpcltncy=${Math.floor(processingMs / 2)}`;
    return `${query}${cost}&prfldpcnt=0&prfldpltncy=0&prfavlcnt=0&prfavlltncy=0`;
  }
  if (protocol !== "Ews" || protocolAction === "") return plain;
  const head = `SoapAction=${protocolAction}Response;MailboxRPCRequests=${calls};MailboxRPCLatency=${Math.floor(processingMs / 2)};`;
  return `${head}ADRequests=${processingMs % 4};ADLatency=0;TimeIn${protocolAction}=${processingMs};`;
}
