import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

/** Ten steps of the accent, light to dark; Mantine picks step 7 on light and 8 on dark (see `primaryShade`). */
const harbour: MantineColorsTuple = [
  "#e8f2f9",
  "#d3e4f1",
  "#a9cbe4",
  "#7cb0d6",
  "#5598c7",
  "#3b87bb",
  "#2877aa",
  "#17608f",
  "#1b6396",
  "#0d3c5c",
];

/** Mantine's dark greys in the blue-grey of our dark surfaces: text, muted, borders, controls, body, code. */
const dusk: MantineColorsTuple = [
  "#dce3ea",
  "#b9c4ce",
  "#97a4b1",
  "#6d7986",
  "#3a4652",
  "#2a343e",
  "#1b222a",
  "#151a20",
  "#10151a",
  "#0a0d10",
];

/**
 * Mantine in the clothes of `tokens.css`. `autoContrast`, the luminance threshold and the shades were chosen so that no
 * filled control falls below a contrast of 4.5.
 */
export const theme = createTheme({
  colors: { harbour, dark: dusk },
  primaryColor: "harbour",
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.2,
  fontFamily: "var(--font-ui)",
  fontFamilyMonospace: "var(--font-mono)",
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  radius: { sm: "5px", md: "7px" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: { fontWeight: "600" },
  components: {
    Button: { defaultProps: { size: "xs" } },
    // The cross of dialogs, messages and clearable fields; a field says more precisely what its cross does.
    CloseButton: { defaultProps: { "aria-label": "Close" } },
    ActionIcon: { defaultProps: { size: 28, variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs" } },
    MultiSelect: { defaultProps: { size: "xs" } },
    TagsInput: { defaultProps: { size: "xs" } },
    Checkbox: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Modal: { defaultProps: { centered: true } },
    Tooltip: { defaultProps: { openDelay: 350, events: { hover: true, focus: true, touch: false } } },
  },
});

/** What both schemes say alike; given to each because Mantine's own values are set per scheme and would win over `:root`. */
const shared = {
  "--mantine-color-body": "var(--surface-panel)",
  "--mantine-color-text": "var(--text-primary)",
  "--mantine-color-bright": "var(--text-primary)",
  "--mantine-color-dimmed": "var(--text-muted)",
  "--mantine-color-anchor": "var(--text-link)",
  "--mantine-color-default": "var(--surface-panel)",
  "--mantine-color-default-hover": "var(--surface-hover)",
  "--mantine-color-default-border": "var(--border-strong)",
  "--mantine-color-placeholder": "var(--text-muted)",
  "--mantine-color-error": "var(--status-bad)",
  "--mantine-color-gray-light-color": "var(--text-primary)",
};

/** Points Mantine's own variables at our tokens, so that both worlds share one palette. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
