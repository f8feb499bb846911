import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { FileChanged, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { digestsFor } from "../estate/identity.ts";
import { addressBookPart, generatedAt } from "../exchange/address-book.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { outageAt } from "../exchange/outages.ts";
import { poolProcess } from "../exchange/pool-process.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordFileChange } from "../windows/files.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

/** Kinds of parts: the book, what changed since the last one, templates for Outlook and for Macs. Sizes in bytes. */
const PARTS = [
  { kind: "data", size: [18_000, 96_000] },
  { kind: "binpatch", size: [900, 14_000] },
  { kind: "lng0409", size: [31_000, 31_900] },
  { kind: "lng0809", size: [31_000, 31_900] },
  { kind: "mac0409", size: [28_000, 28_700] },
] as const;

type Turn = { readonly server: string; readonly n: number };

/**
 * The worker that offers the offline address book fetches what was generated: each part as a temporary file first, then under its
 * name. That is what a page written through voice mail or the address book is told from (CVE-2021-26858: outside of `OAB\Temp`).
 */
export const fetchAddressBook = eventKind<Turn>("system/address-book", (world, { server: name, n }, at) => {
  const draws = world.stream(`system/address-book/${name}/${n}`);
  world.schedule(fetchAddressBook, generatedAt(world, n + 1), { server: name, n: n + 1 });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || outageAt(exchangeStateOf(world, server), at) !== null) return;
  const cause = ordinaryCause("system/address-book");
  const process = writerOf(world, server);
  const folder = `${server.installPath}\\ClientAccess\\OAB`;
  const write = (when: SimTime, change: FileChanged["change"], path: string, size: number, content: string, previousPath = ""): void => {
    recordFileChange(world, server.host, when, cause, { change, path, previousPath, size, ...digestsFor(content), process });
  };
  let next = at;
  for (const { kind, size } of PARTS) {
    const part = addressBookPart(world, kind, at);
    const bytes = draws.between(size[0], size[1]);
    const temporary = `${folder}\\Temp\\${part}`;
    next = addMicros(next, draws.between(90, 900) * MICROS_PER_MS);
    write(next, "created", temporary, bytes, part);
    next = addMicros(next, draws.between(4, 60) * MICROS_PER_MS);
    write(next, "renamed", `${folder}\\${server.oabGuid}\\${part}`, bytes, part, temporary);
  }
  next = addMicros(next, draws.between(4, 60) * MICROS_PER_MS);
  write(next, "modified", `${folder}\\${server.oabGuid}\\oab.xml`, draws.between(2_000, 2_600), `oab/${name}/${n}`);
});

/** Exchange 2010 has a service that distributes files; later versions let the worker of the application do it. */
function writerOf(world: World, server: ExchangeServer): ProcessRef {
  if (hasTwoSites(server)) return poolProcess(world, server, exchangeStateOf(world, server), "MSExchangeOABAppPool");
  const path = `${server.installPath}\\Bin\\MSExchangeFDS.exe`;
  return serviceProcess(world, server.host, { path, commandLine: `"${path}"` });
}
