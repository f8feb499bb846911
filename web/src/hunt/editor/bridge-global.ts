/**
 * The language service was compiled by Bridge.NET, which hangs its namespaces on `global` when it finds a module system and
 * on `this` when it does not. A browser's worker has neither. Import this before the vendor's scripts.
 */
Object.assign(globalThis, { global: globalThis });
