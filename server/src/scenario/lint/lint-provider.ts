import { isInside } from "../../range/estate/addresses.ts";
import type { LintContext } from "./lint-context.ts";

/** A provider has a host to come in by, and the VPN's addresses are the site's own and nobody else's. */
export function lintProvider({ files, findings }: LintContext): void {
  if (files.cast === null) return;
  const { source, data } = files.cast;
  const { provider, site, hosts } = data;
  const report = (path: readonly (string | number)[], code: string, message: string, fix: string): void =>
    findings.error(source.file, source.placeOf(path), code, message, fix);
  const jumpHost = hosts.findIndex(({ kind }) => kind === "jump-host");
  if (provider === undefined) {
    if (jumpHost >= 0)
      report(["hosts", jumpHost, "kind"], "cast-jump-host-unused", "Nobody comes over the jump host.", "Add a `provider` to the cast.");
    return;
  }
  if (jumpHost < 0) {
    const message = `\`${provider.name}\` has no host to come in by.`;
    report(["provider"], "cast-provider-without-jump-host", message, "Add a host of kind `jump-host`.");
  }
  const [first = ""] = provider.pool.split("/", 1);
  if (!isInside(first, [site.network])) {
    const message = `The pool ${provider.pool} lies outside the site's network ${site.network}.`;
    report(["provider", "pool"], "cast-pool-outside", message, "Choose a part of the site's network that no host is in.");
  }
  for (const host of hosts.filter(({ ip }) => isInside(ip, [provider.pool]))) {
    const message = `The pool ${provider.pool} holds the address of \`${host.role}\`.`;
    report(["provider", "pool"], "cast-pool-taken", message, "Choose a part of the site's network that no host is in.");
  }
}
