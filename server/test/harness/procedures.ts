import { isContractProcedure } from "@orpc/contract";
import { contract } from "../../contract/index.ts";

export interface ProcedureRoute {
  /** `alerts.claim`. */
  readonly name: string;
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
}

/** Every procedure of the contract, found by walking it: nobody has to remember to list a new one. */
export function listProcedures(): readonly ProcedureRoute[] {
  return Object.entries(contract).flatMap(([resource, procedures]) =>
    Object.entries(procedures as Record<string, unknown>).map(([verb, procedure]) => {
      if (!isContractProcedure(procedure)) throw new Error(`${resource}.${verb} is no procedure`);
      const { method, path } = procedure["~orpc"].route;
      if (method === undefined || path === undefined) throw new Error(`${resource}.${verb} has no route`);
      return { name: `${resource}.${verb}`, method, path };
    }),
  );
}

/** Method, address and body of one call: parameters that the path names go there, the rest into the query or body. */
export function toCall(route: ProcedureRoute, input: Readonly<Record<string, unknown>>) {
  const rest = { ...input };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    Reflect.deleteProperty(rest, name);
    return encodeURIComponent(String(value));
  });
  if (route.method !== "GET") return { method: route.method, path: `/api/v1${path}`, body: rest };
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return { method: "GET", path: `/api/v1${path}${query === "" ? "" : `?${query}`}`, body: undefined };
}
