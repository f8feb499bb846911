import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv4, type Socket } from "node:net";
import type { AskLab, LabAnswer } from "./ask-lab.ts";

export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Address under which requests are logged that come from this machine or from somewhere that must not be named. */
  readonly loggedAs: string;
  readonly ask: AskLab;
  /** One line per request, for whoever watches. */
  readonly onRequest: (line: string) => void;
}

/** As http.sys has it (MaxRequestBytes). */
const HEADER_BYTES_MAX = 16_384;
const BODY_BYTES_MAX = 256 * 1_024;
const CONNECTIONS_MAX = 64;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const IDLE_TIMEOUT_MS = 30_000;
const PATH_LENGTH_MAX = 1_024;

/**
 * A web server that says what the lab tells it to say. It reads the first line and three headers of a request and counts its
 * body; nothing of it is executed or kept, and rubbish is answered as http.sys answers rubbish.
 */
export function startLookAlike(options: ListenerOptions): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: IDLE_TIMEOUT_MS,
      connectionsCheckingInterval: 2_000,
      // IIS answers a request without a Host header, too: with 400.
      requireHostHeader: false,
    },
    (request, response) => {
      answer(options, request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  server.setTimeout(REQUEST_TIMEOUT_MS + IDLE_TIMEOUT_MS, (socket) => socket.destroy());
  server.on("clientError", (_error, socket) => refuseRubbish(socket as Socket, "Bad Request - Invalid Verb"));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => resolve(server));
  });
}

/** What stands on the first line and in the headers, if it is a request at all. */
function readTarget(request: IncomingMessage): { readonly path: string; readonly query: string; readonly host: string } | null {
  const { url = "", headers } = request;
  const host = headers.host ?? "";
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? "" : url.slice(mark + 1);
  const isReadable =
    path.startsWith("/") && /^[\x21-\x7e]*$/.test(url) && path.length <= PATH_LENGTH_MAX && query.length <= PATH_LENGTH_MAX;
  return isReadable && /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? { path, query, host } : null;
}

async function answer(options: ListenerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = readTarget(request);
  if (target === null) return refuseRubbish(request.socket, "Bad Request - Invalid URL");
  const bodyBytes = await countBody(request);
  if (bodyBytes === null) return finish(response, { status: 413, headers: [["Connection", "close"]], body: "" });
  const seen = await options.ask({
    method: request.method ?? "GET",
    ...target,
    userAgent: header(request.headers["user-agent"]),
    referer: header(request.headers.referer),
    clientIp: loggedAddress(request.socket.remoteAddress ?? "", options.loggedAs),
    bodyBytes,
    origin: `http://${target.host}`,
  });
  if (seen.kind === "trouble") {
    options.onRequest(`${request.method ?? ""} ${target.path} → not answered: ${seen.message}`);
    return finish(response, { status: 503, headers: [["Retry-After", "5"]], body: "" });
  }
  options.onRequest(`${request.method ?? ""} ${target.path} → ${seen.answer?.status ?? "dropped"}`);
  if (seen.answer === null) request.socket.destroy();
  else finish(response, seen.answer);
}

function finish(
  response: ServerResponse,
  { status, headers, body }: NonNullable<Extract<LabAnswer, { kind: "answered" }>["answer"]>,
): void {
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.writeHead(status, { "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** How long the body was; null when it is longer than anybody needs. Its bytes are forgotten as they come. */
function countBody(request: IncomingMessage): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) {
        request.pause();
        resolve(null);
      }
    });
    request.once("end", () => resolve(bytes));
    request.once("error", reject);
  });
}

function header(value: string | undefined): string {
  return (value ?? "").replaceAll(/[^\x20-\x7e]/g, "").slice(0, 512);
}

/** Private addresses as they are; whatever could be somebody's, and this machine itself, under the address that was agreed on. */
function loggedAddress(remote: string, loggedAs: string): string {
  const ip = remote.replace(/^::ffff:/, "");
  return isIPv4(ip) && /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(ip) ? ip : loggedAs;
}

/** http.sys itself: before IIS has heard of it. */
function refuseRubbish(socket: Socket, title: string): void {
  if (!socket.writable) return;
  const body =
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN""http://www.w3.org/TR/html4/strict.dtd">\r\n' +
    `<HTML><HEAD><TITLE>Bad Request</TITLE></HEAD>\r\n<BODY><h2>${title}</h2>\r\n<hr><p>HTTP Error 400.</p>\r\n</BODY></HTML>\r\n`;
  socket.end(
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html; charset=us-ascii\r\nServer: Microsoft-HTTPAPI/2.0\r\n" +
      `Date: ${new Date().toUTCString()}\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
