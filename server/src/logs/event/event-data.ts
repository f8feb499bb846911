/** One event of a Windows channel other than Security, before it becomes a row. */
export interface ChannelEvent {
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  /** As Windows numbers it: 1 critical, 2 error, 3 warning, 4 information, 5 verbose. */
  readonly level: number;
  /** Names of the data, parallel to `values`; null for classic providers, whose data has none. */
  readonly names: readonly string[] | null;
  readonly values: readonly string[];
  readonly message: string;
  /** `DOMAIN\user` of the writer; `N/A` when the event names none. */
  readonly user: string;
  /** Microseconds after what caused it; negative: before. Left out: at once. */
  readonly afterMicros?: number;
}
