/** Speeds on offer; the server takes any from 1 to 600. */
export const SPEEDS = [1, 5, 15, 60, 180, 600] as const;
