import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the API is while developing; the built console is served by the API's own process. */
const API_ORIGIN = process.env["MAILROOM_API"] ?? "http://127.0.0.1:8025";

/** Libraries that change rarely and that every page needs share one cached file each. */
function chunkOf(id: string): string | undefined {
  if (!id.includes("node_modules")) return undefined;
  if (/node_modules\/(react|react-dom|scheduler)\//.test(id)) return "react";
  if (/node_modules\/(@mantine|@floating-ui|clsx|react-remove-scroll)/.test(id)) return "mantine";
  if (
    /node_modules\/(@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)|@orpc|zod|zustand)\//.test(id)
  ) {
    return "data";
  }
  return undefined;
}

export default defineConfig({
  base: "/",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    // Small fonts as data: addresses would need a hole in the page's policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: (id) => chunkOf(id) ?? null }] } } },
  },
  worker: { format: "es" },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/api": API_ORIGIN, "/live": { target: API_ORIGIN, ws: true } },
  },
});
