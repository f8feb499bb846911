/** How the EDR sensor classes an address (`RemoteIPType`, `LocalIPType`). Empty for no address. */
export function ipKind(ip: string): string {
  if (ip === "" || ip === "-") return "";
  if (ip === "::1" || ip.startsWith("127.")) return "Loopback";
  if (ip.startsWith("::ffff:")) return "FourToSixMapping";
  if (ip.toLowerCase().startsWith("fe80:") || ip.startsWith("169.254.")) return "LinkLocal";
  const [first = 0, second = 0] = ip.split(".").map(Number);
  const isPrivate = first === 10 || (first === 172 && second >= 16 && second < 32) || (first === 192 && second === 168);
  return isPrivate || /^f[cd]/i.test(ip) ? "Private" : "Public";
}
