/** Ids are UUID v4 text; the brands keep a team's id from being handed over as an exercise's. */
export type UserId = string & { readonly __brand: "UserId" };
export type ExerciseId = string & { readonly __brand: "ExerciseId" };
export type TeamId = string & { readonly __brand: "TeamId" };
export type AlertId = string & { readonly __brand: "AlertId" };
export type EvidenceId = string & { readonly __brand: "EvidenceId" };
export type InjectId = string & { readonly __brand: "InjectId" };
export type QueryTokenId = string & { readonly __brand: "QueryTokenId" };
export type SavedQueryId = string & { readonly __brand: "SavedQueryId" };
export type SessionId = string & { readonly __brand: "SessionId" };
/** Plain record ids that nothing else refers to: history entries, notes. */
export type RecordId = string & { readonly __brand: "RecordId" };

/** Milliseconds since 1970 on the wall clock, never to be mixed with exercise time. */
export type WallMs = number & { readonly __brand: "WallMs" };

/** The functions below brand text that a schema or the database has already checked, or a fresh `randomUUID()`. */
export const userId = (text: string): UserId => text as UserId;
export const exerciseId = (text: string): ExerciseId => text as ExerciseId;
export const teamId = (text: string): TeamId => text as TeamId;
export const alertId = (text: string): AlertId => text as AlertId;
export const evidenceId = (text: string): EvidenceId => text as EvidenceId;
export const injectId = (text: string): InjectId => text as InjectId;
export const queryTokenId = (text: string): QueryTokenId => text as QueryTokenId;
export const savedQueryId = (text: string): SavedQueryId => text as SavedQueryId;
export const sessionId = (text: string): SessionId => text as SessionId;
export const recordId = (text: string): RecordId => text as RecordId;
export const wallMs = (ms: number): WallMs => ms as WallMs;
