/** esbuild gathers imported style sheets into map.css. */
declare module "*.css";
