/**
 * The header in which our own HTTP layer hands the client's address to better-auth, after removing whatever the client sent
 * under this name.
 */
export const CLIENT_ADDRESS_HEADER = "x-mailroom-client-address";

export function clientAddressOf(headers: Headers | undefined): string {
  return headers?.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
}
