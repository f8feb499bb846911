import type { ExchangeBuild, HttpRequest, ProxyProtocol } from "../../activity.ts";
import { formatExchangeBuild } from "../../estate/exchange-build.ts";
import type { ExchangeServer } from "../../estate/estate.ts";
import type { OutsideRequest } from "./look-alike.ts";

/** What a client gets to see. Bodies are short and say what they are; no script, no form. */
export interface SurfaceAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** As the web server of the Windows that each product ran on calls itself. */
const WEB_SERVERS = {
  "2010": "Microsoft-IIS/7.5",
  "2013": "Microsoft-IIS/8.5",
  "2016": "Microsoft-IIS/10.0",
  "2019": "Microsoft-IIS/10.0",
} as const;

/** Headers and body to an answer that the front end gave: who answers, in which version, where to next, how to sign in. */
export function surfaceOf(
  server: ExchangeServer,
  build: ExchangeBuild,
  request: OutsideRequest,
  { status, protocol, requestId }: HttpRequest,
): SurfaceAnswer {
  const headers: (readonly [string, string])[] = [["Server", WEB_SERVERS[server.product]]];
  if (protocol !== null && server.product !== "2010") headers.push(["request-id", requestId]);
  if (protocol === "Owa") headers.push(["X-OWA-Version", formatExchangeBuild(build)]);
  if (protocol !== null && server.product !== "2010") headers.push(["X-FEServer", server.host.name]);
  headers.push(["X-Powered-By", "ASP.NET"]);
  if (status === 302) headers.push(["Location", locationOf(request)]);
  if (status === 401) for (const scheme of schemesOf(protocol, request.host)) headers.push(["WWW-Authenticate", scheme]);
  if (status === 401) headers.push(["X-AspNet-Version", server.product === "2010" ? "2.0.50727" : "4.0.30319"]);
  const body = request.method === "HEAD" ? "" : bodyOf(server, build, request, status);
  if (body !== "") headers.push(["Content-Type", "text/html; charset=utf-8"]);
  headers.push(["Cache-Control", "private"]);
  return { status, headers, body };
}

/** The site's own redirect, or the logon page with the way back; `reason` 2 after a form that was not believed. */
function locationOf({ path, origin, query }: OutsideRequest): string {
  if (path === "/") return `${origin}/owa/`;
  const isForm = path.toLowerCase() === "/owa/auth.owa";
  const target = isForm ? `${origin}/owa/` : `${origin}${path}${query === "" ? "" : `?${query}`}`;
  const escaped = encodeURIComponent(target).replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return `${origin}/owa/auth/logon.aspx?url=${escaped}&reason=${isForm ? 2 : 0}`;
}

function schemesOf(protocol: ProxyProtocol | null, host: string): readonly string[] {
  const basic = `Basic realm="${host.replaceAll('"', "")}"`;
  if (protocol === "Eas") return [basic];
  return protocol === "Autodiscover" || protocol === "RpcHttp" ? ["Negotiate", "NTLM", basic] : ["Negotiate", "NTLM"];
}

function bodyOf(server: ExchangeServer, build: ExchangeBuild, { path }: OutsideRequest, status: number): string {
  const lower = path.toLowerCase();
  if (status === 200 && lower.endsWith("/healthcheck.htm")) return `200 OK<br/>${server.host.fqdn}`;
  if (status === 200 && lower === "/owa/auth/logon.aspx") return logonPage(build);
  if (status === 404) return page("404 - File or directory not found.");
  return status >= 400 ? page(`${status}`) : "";
}

/** The real page gives its build away in the paths of its resources, without the revision. */
function logonPage({ major, minor, build }: ExchangeBuild): string {
  const resources = `/owa/auth/${major}.${minor}.${build}/themes/resources`;
  return (
    `<!DOCTYPE html>\r\n<html><head><title>Outlook</title><link rel="shortcut icon" href="${resources}/favicon.ico">` +
    `</head><body><h1>Outlook</h1><p>[EXERCISE] This sign-in page belongs to a simulation. There is nothing to sign in to, ` +
    `and nothing that you send is read.</p></body></html>`
  );
}

function page(title: string): string {
  return `<!DOCTYPE html>\r\n<html><head><title>${title}</title></head><body><h2>${title}</h2></body></html>`;
}
