import { Slider } from "@mantine/core";
import { useId } from "react";
import { confidenceWords } from "../base/confidence-words.ts";
import styles from "./ConfidenceSlider.module.css";

interface Props {
  readonly label: string;
  readonly value: number;
  readonly onChange: (percent: number) => void;
  readonly isDisabled?: boolean;
}

/** How sure somebody is, as a percentage and in words. */
export function ConfidenceSlider({ label, value, onChange, isDisabled = false }: Props) {
  const id = useId();
  return (
    <div className={styles["root"]}>
      <span id={id} className={styles["label"]}>
        {label}
      </span>
      <Slider
        className={styles["slider"] ?? ""}
        size="sm"
        min={0}
        max={100}
        step={5}
        value={value}
        onChange={onChange}
        disabled={isDisabled}
        label={null}
        thumbProps={{ "aria-labelledby": id, "aria-valuetext": `${value} percent, ${confidenceWords(value)}` }}
      />
      <output className={styles["value"]}>
        {value} % · {confidenceWords(value)}
      </output>
    </div>
  );
}
