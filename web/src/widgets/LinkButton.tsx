import { Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

interface Props extends ButtonProps, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps | "href"> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ ref, ...props }: Props) {
  return <Button component="a" ref={ref} {...props} />;
}

/** A link that looks like a button, with the router's types for `to`, `params` and `search`. */
export const LinkButton = createLink(ButtonAnchor);
