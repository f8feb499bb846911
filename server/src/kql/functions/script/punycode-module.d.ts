/** The package brings no types; its bare name would be Node's deprecated module. */
declare module "punycode/punycode.js" {
  const punycode: {
    readonly decode: (encoded: string) => string;
    readonly encode: (text: string) => string;
  };
  export default punycode;
}
