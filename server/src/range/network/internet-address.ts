/** Whether the address lies outside: neither private, nor local, nor IPv6 (which this company does not route). */
export function isInternetAddress(ip: string): boolean {
  if (ip === "" || ip === "-" || ip.includes(":")) return false;
  if (ip.startsWith("10.") || ip.startsWith("127.") || ip.startsWith("192.168.") || ip.startsWith("169.254.")) return false;
  return !/^172\.(?:1[6-9]|2\d|3[01])\./.test(ip);
}
