import { asText, script, type Scripted } from "./script.ts";

const S = "string" as const;
const D = "dynamic" as const;

function queryParameters(query: string): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  for (const part of query.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    pairs[at < 0 ? part : part.slice(0, at)] = at < 0 ? "" : part.slice(at + 1);
  }
  return pairs;
}

/** Parts of an absolute URL as it is written: nothing is decoded. */
function parseUrl(text: string): string {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):(?:\/\/)?)?(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(
      text.trim(),
    );
  const [, scheme = "", user = "", host = "", port = "", path = "", query = "", fragment = ""] = match ?? [];
  const [username = "", ...password] = user.split(":");
  return JSON.stringify({
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: username,
    Password: password.join(":"),
    "Query Parameters": queryParameters(query),
    Fragment: fragment,
  });
}

/** Windows, UNC and URL-like paths taken apart; an alternate data stream is what follows a colon in the file name. */
function parsePath(text: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1] ?? "";
  const rest = scheme === "" ? text : text.slice(scheme.length + 3);
  const separator = Math.max(rest.lastIndexOf("\\"), rest.lastIndexOf("/"));
  const directory = separator < 0 ? "" : rest.slice(0, separator);
  const last = separator < 0 ? rest : rest.slice(separator + 1);
  const [file = "", ...stream] = separator < 0 && /^[a-z]:$/i.test(last) ? [last] : last.split(":");
  const root = /^[a-z]:[\\/]/i.exec(rest)?.[0] ?? "";
  const dot = file.lastIndexOf(".");
  const directoryName = directory.split(/[\\/]/).at(-1) ?? "";
  return JSON.stringify({
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directory,
    DirectoryName: directoryName,
    Filename: file,
    Extension: dot < 0 ? "" : file.slice(dot + 1),
    AlternateDataStreamName: stream.join(":"),
  });
}

export const LOCATION_SCRIPTS: readonly Scripted[] = [
  script("parse_url", [S], D, (text) => parseUrl(asText(text))),
  script("parseurl", [S], D, (text) => parseUrl(asText(text))),
  script("parse_urlquery", [S], D, (text) => JSON.stringify({ "Query Parameters": queryParameters(asText(text).replace(/^\?/, "")) })),
  script("parseurlquery", [S], D, (text) => JSON.stringify({ "Query Parameters": queryParameters(asText(text).replace(/^\?/, "")) })),
  script("parse_path", [S], D, (text) => (asText(text) === "" ? null : parsePath(asText(text)))),
];
