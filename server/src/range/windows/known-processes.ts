import type { HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { earlyProcess, initialProcess, lastingProcess, serviceProcess } from "./standing-processes.ts";

/**
 * The security authority, in the casing that Sysmon gives it (`system32`, unlike other tools). It is started without a path on its
 * command line, and sensors name it as what let somebody in at the console.
 */
export function lsassProcess(world: World, host: HostRef): ProcessRef {
  const image = { path: "C:\\Windows\\system32\\lsass.exe", commandLine: "lsass.exe" };
  return lastingProcess(world, host, image, initialProcess(world, host), undefined, "early");
}

/** Lets somebody in at the console and starts `userinit.exe` for them; who started it is gone since. */
export function winlogonProcess(world: World, host: HostRef): ProcessRef {
  return earlyProcess(world, host, "winlogon", "winlogon.exe");
}

/** Runs scheduled tasks. */
export function scheduleProcess(world: World, host: HostRef): ProcessRef {
  const commandLine = "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule";
  return serviceProcess(world, host, { path: "C:\\Windows\\System32\\svchost.exe", commandLine });
}

/** Hosts what somebody runs through WMI from another host. */
export function wmiProviderProcess(world: World, host: HostRef): ProcessRef {
  const commandLine = "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding";
  return lastingProcess(world, host, { path: "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe", commandLine }, launcherProcess(world, host));
}

/** Starts what others ask for by its class: surrogates, hosts of WMI's providers. */
export function launcherProcess(world: World, host: HostRef): ProcessRef {
  const commandLine = "C:\\Windows\\system32\\svchost.exe -k DcomLaunch";
  return serviceProcess(world, host, { path: "C:\\Windows\\System32\\svchost.exe", commandLine });
}
