import { Skeleton } from "@mantine/core";
import styles from "./PageLoading.module.css";

/** While a page's code is on its way. */
export function PageLoading() {
  return (
    <div className={styles["root"]} aria-busy="true">
      <span className="visually-hidden" role="status">
        Loading the page
      </span>
      <Skeleton height={20} width={180} />
      <Skeleton height={12} width="70%" />
      <Skeleton height={12} width="55%" />
    </div>
  );
}
