import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Activity } from "../../range/activity.ts";
import type { DomainController, LogCell, LogRow, SensorContext } from "../log.ts";
import type { RowShape } from "../table.ts";

/** What every row of the sensor on domain controllers shows. */
export interface IdentityLine {
  readonly activity: Activity;
  readonly context: SensorContext;
  readonly at: SimTime;
  readonly controller: DomainController;
  readonly actionType: string;
  readonly protocol: string;
  /** Null: the sensor saw a machine, not a person. */
  readonly account: AccountRef | null;
  /** Where it came from; empty where the controller itself acted. */
  readonly clientIp: string;
  readonly clientPort: number;
  readonly destinationPort: number;
  readonly additional: Readonly<Record<string, unknown>>;
}

type Readers = Readonly<Record<string, (line: IdentityLine) => LogCell>>;

/** Columns that the three tables of events share. */
export function identityColumns(table: string): Readers {
  return {
    TenantId: ({ context }) => context.organisation.workspaceId,
    Timestamp: ({ at }) => toTicks(at),
    ActionType: (line) => line.actionType,
    Application: () => "Active Directory",
    Protocol: (line) => line.protocol,
    AccountName: ({ account }) => account?.name ?? "",
    AccountDomain: ({ account, context }) => (account === null ? "" : context.organisation.domain),
    AccountUpn: ({ account }) => account?.upn ?? "",
    AccountSid: ({ account }) => account?.sid ?? "",
    AccountDisplayName: ({ account, context }) => (account === null ? "" : context.directory.displayNameOf(account.name)),
    DeviceName: ({ clientIp, context }) => context.directory.hostAt(clientIp)?.fqdn.toLowerCase() ?? "",
    IPAddress: ({ clientIp }) => clientIp,
    Port: ({ clientPort }) => (clientPort === 0 ? "" : String(clientPort)),
    DestinationDeviceName: ({ controller }) => controller.fqdn.toLowerCase(),
    DestinationIPAddress: ({ controller }) => controller.ip,
    DestinationPort: ({ destinationPort }) => (destinationPort === 0 ? "" : String(destinationPort)),
    ReportId: ({ activity, context }) => context.guid(activity, "report"),
    AdditionalFields: ({ additional }) => JSON.stringify(additional),
    SourceSystem: () => "Microsoft 365 Defender",
    Type: () => table,
  };
}

/** The domain controller of this name; null for machines that the sensor is not on. */
export function controllerNamed(context: SensorContext, name: string): DomainController | null {
  return context.organisation.domainControllers.find((controller) => controller.name === name) ?? null;
}

/** The one row of a line, in the controller's log. */
export function identityRow<Line extends IdentityLine>(shape: RowShape<Line>, line: Line): readonly LogRow[] {
  return [{ at: line.at, subMicroTicks: 0, hostName: line.controller.name, recordNumber: 0, cells: shape.cellsOf(line) }];
}
