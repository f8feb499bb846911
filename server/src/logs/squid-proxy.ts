import type { SimTime } from "../base/sim-time.ts";
import { MICROS_PER_MS } from "../base/sim-time.ts";
import type { ProxiedRequest, ProxyVerdict } from "../range/activity.ts";
import type { LogDefinition, NativeLog, SensorContext } from "./log.ts";
import schema from "./schemas/SquidProxy_CL.json" with { type: "json" };
import { wholeMilli } from "./stamp.ts";
import { cellIndexes, defineTable, rowShape } from "./table.ts";

interface Line {
  readonly request: ProxiedRequest;
  readonly at: SimTime;
  readonly context: SensorContext;
}

const shape = rowShape<Line>({
  TenantId: ({ context }) => context.organisation.workspaceId,
  SourceSystem: () => "Linux",
  ManagementGroupName: ({ context }) => `AOI-${context.organisation.workspaceId}`,
  Computer: ({ request }) => request.host.name.toLowerCase(),
  RawData: accessLine,
  Type: () => "SquidProxy_CL",
  _ResourceId: ({ request, context }) => context.resourceId(request.host.name),
});

const table = defineTable(
  {
    name: "SquidProxy_CL",
    doc: "The web proxy's access log, one raw line per request: who went out to which site, through which tunnel, with how many bytes.",
    blindSpot:
      "Inside a tunnel it sees nothing, not even the page; a tunnel is written when it closes; servers go out without the proxy and are not here.",
    sample:
      'SquidProxy_CL\n| parse-where RawData with * "TCP_TUNNEL/200 " Bytes:long " CONNECT " Site ":" Port:int " " User " " *\n| summarize People = dcount(User), MB = sum(Bytes) / 1e6 by Site\n| where People == 1',
  },
  schema,
  shape.names,
  {},
  { RawData: "Squid's native format; the first number is the instant of the end, in seconds since 1970" },
);

/**
 * Squid's access log, as Sentinel's connector for it collects it: whole lines in `RawData`. Exists where the cast has a proxy.
 * Format: Squid's own `logformat squid` (`src/log/FormatSquidNative.cc`).
 */
export const squidProxyLog: LogDefinition = {
  table,
  summary: ["RawData", "Computer"],
  collection: "file-tail",
  kinds: ["proxied-request"],
  rows: (activity, context) => {
    if (activity.kind !== "proxied-request") return [];
    const at = wholeMilli(context.clock(activity.host.name, activity.at));
    const cells = shape.cellsOf({ request: activity, at, context });
    return [{ at, subMicroTicks: 0, hostName: activity.host.name, recordNumber: 0, cells }];
  },
  native: squidNative(),
};

/** What Squid calls each outcome, and the status that the client got. */
const RESULTS: Readonly<Record<ProxyVerdict, readonly [code: string, status: number]>> = {
  tunnelled: ["TCP_TUNNEL", 200],
  fetched: ["TCP_MISS", 200],
  cached: ["TCP_MEM_HIT", 200],
  unchanged: ["TCP_REFRESH_UNMODIFIED", 304],
  unproven: ["TCP_DENIED", 407],
  forbidden: ["TCP_DENIED", 403],
  unreachable: ["NONE", 503],
};

/** `1614757782.162   1204 10.20.10.21 TCP_TUNNEL/200 48113 CONNECT news.example:443 amoss@CORP.EXAMPLE HIER_DIRECT/198.18.32.7 -` */
function accessLine({ request, at }: Line): string {
  const { verdict, elapsedMs, clientIp, receivedBytes, method, url, user, siteIp, contentType } = request;
  const [code, status] = RESULTS[verdict];
  const millis = Math.floor(at / MICROS_PER_MS);
  const instant = `${Math.floor(millis / 1_000)}.${String(millis % 1_000).padStart(3, "0")}`;
  const way = siteIp === "" ? "HIER_NONE/-" : `HIER_DIRECT/${siteIp}`;
  return `${instant} ${String(elapsedMs).padStart(6)} ${clientIp} ${code}/${status} ${receivedBytes} ${method} ${url} ${user || "-"} ${way} ${contentType || "-"}`;
}

function squidNative(): NativeLog {
  const [lineAt = -1] = cellIndexes(table, ["RawData"]);
  return {
    hasBom: false,
    fileOf: (row) => `${row.hostName}/var/log/squid/access.log`,
    header: () => "",
    line: ({ cells }) => `${String(cells[lineAt])}\n`,
  };
}
