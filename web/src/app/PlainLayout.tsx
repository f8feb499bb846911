import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./PlainLayout.module.css";
import { TopBar } from "./TopBar.tsx";

/** Top bar and page, for everything outside an exercise. Without children it is the frame of a group of routes. */
export function PlainLayout({ children = <Outlet /> }: { readonly children?: ReactNode }) {
  return (
    <div className={styles["root"]}>
      <TopBar />
      <main id="main" tabIndex={-1} className={styles["main"]}>
        {children}
      </main>
    </div>
  );
}
