/**
 * Part of every world's key: raise it whenever the same scenario and seed would give other activities than before, so that
 * worlds on disk are rebuilt instead of mixed.
 */
export const ENGINE_VERSION = "range-50";
