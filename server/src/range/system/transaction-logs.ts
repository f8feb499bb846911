import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { Cause, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { digestsFor } from "../estate/identity.ts";
import { activeDatabasesOn, databaseFolderOf } from "../exchange/database-copies.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { outageAt } from "../exchange/outages.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { recordFileChange } from "../windows/files.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

type Database = ExchangeServer["databases"][number];

/** Generations of a database's log: the oldest that is still there, and the next that will be closed. */
export interface TransactionLogs {
  readonly oldest: number;
  readonly next: number;
}

const TURN_MICROS = 20 * MICROS_PER_MINUTE;
const LOG_BYTES = 1_048_576;
/** A mailbox that sends and receives a hundred messages a day fills so many (Exchange Server Role Requirements Calculator). */
const LOGS_PER_MAILBOX_DAY = 20;
/** Of a day's logs, how much an hour of office time and one of any other brings. */
const SHARE_OF_HOUR = { busy: 0.07, quiet: 0.021 } as const;
/** Closed logs that the checkpoint still needs; a backup leaves them. */
const CHECKPOINT_DEPTH = 20;

/**
 * The store writes every change of a database into a log of one megabyte: `E00.log` until it is full, then it gets its generation for a
 * name. (The reserve that takes its place, `E00tmp.log`, is always the same file, and sensors do not tell of it each time.)
 */
export const writeTransactionLogs = eventKind<{ readonly server: string; readonly n: number }>(
  "system/transaction-logs",
  (world, { server: name, n }, at) => {
    world.schedule(writeTransactionLogs, addMicros(at, TURN_MICROS), { server: name, n: n + 1 });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    if (server === undefined || outageAt(exchangeStateOf(world, server), at) !== null) return;
    for (const database of activeDatabasesOn(world, server)) {
      const draws = world.stream(`system/transaction-logs/${database.guid}/${n}`);
      const mean = (logsPerHour(world, at) * TURN_MICROS) / MICROS_PER_HOUR;
      const closed = Array.from({ length: scaleCount(world, mean, draws) }, () => draws.below(TURN_MICROS - MICROS_PER_MINUTE));
      for (const after of closed.toSorted((a, b) => a - b)) closeLog(world, server, database, addMicros(at, after));
    }
  },
);

function logsPerHour(world: World, at: SimTime): number {
  const { people, serversByDatabase } = world.estate;
  const hour = world.calendar.hourOf(at);
  const isBusy = world.calendar.dayOf(at).kind === "workday" && hour >= 8 && hour < 18;
  return (people.length / serversByDatabase.size) * LOGS_PER_MAILBOX_DAY * (isBusy ? SHARE_OF_HOUR.busy : SHARE_OF_HOUR.quiet);
}

function closeLog(world: World, server: ExchangeServer, database: Database, at: SimTime): void {
  const { oldest, next } = logsOf(world, database);
  world.state.transactionLogs[database.guid] = { oldest, next: next + 1 };
  const { host } = server;
  const cause = ordinaryCause("system/store");
  const process = storeProcess(world, server, database);
  const [path, previousPath] = [pathOf(server, database, generationName(next)), pathOf(server, database, "")];
  recordFileChange(world, host, at, cause, { change: "renamed", path, previousPath, ...contentOf(database, next), process });
}

/** After a full backup, the logs that it has taken go at once; the engine says which (ESE 224). */
export function truncateTransactionLogs(world: World, server: ExchangeServer, database: Database, at: SimTime, cause: Cause): void {
  const { oldest, next } = logsOf(world, database);
  const kept = Math.max(oldest, next - CHECKPOINT_DEPTH);
  if (kept === oldest) return;
  world.state.transactionLogs[database.guid] = { oldest: kept, next };
  const [first, last] = [oldest, kept - 1].map((generation) => pathOf(server, database, generationName(generation)));
  const engine = server.product === "2010" ? "Information Store" : "Microsoft.Exchange.Store.Worker";
  recordApplicationEvent(world, server.host, at, cause, {
    provider: "ESE",
    eventId: 224,
    level: 4,
    strings: [engine, database.name, first ?? "", last ?? ""],
    message: `${engine} (${database.name}) Deleting log files ${first} to ${last}.`,
  });
  const process = storeProcess(world, server, database);
  for (let generation = oldest; generation < kept; generation++) {
    const path = pathOf(server, database, generationName(generation));
    const when = addMicros(at, 40_000 + (generation - oldest) * 2_700);
    recordFileChange(world, server.host, when, cause, { change: "deleted", path, ...contentOf(database, generation), process });
  }
}

/** A world begins with those that the last backup left. */
function logsOf(world: World, { guid }: Database): TransactionLogs {
  const next = 0x2_000 + (hash32(world.seed, `transaction-logs/${guid}`) % 0x90_000);
  return world.state.transactionLogs[guid] ?? { oldest: next - CHECKPOINT_DEPTH, next };
}

const contentOf = ({ guid }: Database, generation: number) => ({ size: LOG_BYTES, ...digestsFor(`${guid}/log/${generation}`) });

const generationName = (generation: number): string => generation.toString(16).toUpperCase().padStart(8, "0");

/** Databases of a server tell their logs apart by a number: `E00`, `E01`. They lie beside the database. */
function pathOf(server: ExchangeServer, database: Database, ending: string): string {
  const number = Math.max(
    0,
    server.databases.findIndex(({ guid }) => guid === database.guid),
  );
  return `${databaseFolderOf(server, database)}\\E0${number}${ending}.log`;
}

/** Since 2013 each database has a worker of its own; in 2010 one store serves all. */
function storeProcess(world: World, { host, product, installPath }: ExchangeServer, { guid }: Database): ProcessRef {
  const path = `${installPath}\\Bin\\${product === "2010" ? "store.exe" : "Microsoft.Exchange.Store.Worker.exe"}`;
  return serviceProcess(world, host, { path, commandLine: product === "2010" ? `"${path}"` : `"${path}" -id:${guid}` });
}
