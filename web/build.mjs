// Builds web/dist: one stylesheet, one script, two fonts and the icon, each with a content hash in its name,
// brotli copies of the text files, and manifest.json that maps logical names to built ones.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const dist = new URL("dist/", import.meta.url).pathname;
const logical = {
  "src/app.ts": "app.js",
  "src/app.css": "app.css",
  "src/icon.svg": "icon.svg",
  "golos-text-cyrillic-wght-normal.woff2": "golos-cyrillic.woff2",
  "golos-text-latin-wght-normal.woff2": "golos-latin.woff2",
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const result = await build({
  absWorkingDir: new URL(".", import.meta.url).pathname,
  entryPoints: ["src/app.ts", "src/app.css", "src/icon.svg"],
  outdir: "dist",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome105", "firefox115", "safari15.4"],
  charset: "utf8",
  legalComments: "none",
  loader: { ".woff2": "file", ".svg": "copy" },
  metafile: true,
});

const manifest = {};
for (const [output, { entryPoint, inputs }] of Object.entries(result.metafile.outputs)) {
  const source = entryPoint ?? Object.keys(inputs)[0] ?? "";
  const name = logical[source] ?? logical[path.basename(source)];
  if (!name) throw new Error(`no logical name for ${output} made from ${source}`);
  manifest[name] = path.basename(output);
}
const missing = Object.values(logical).filter((name) => !manifest[name]);
if (missing.length > 0) throw new Error(`not built: ${missing.join(", ")}`);
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);

// The fonts of pictures in dots: read by the program, sent to nobody.
await mkdir(path.join(dist, "press"));
for (const name of ["400Regular", "600SemiBold"]) {
  const file = `node_modules/@expo-google-fonts/golos-text/${name}/GolosText_${name}.ttf`;
  await copyFile(new URL(file, import.meta.url), path.join(dist, "press", `golos-${name}.ttf`));
}

// The fonts of official papers, printed into PDF.
await mkdir(path.join(dist, "paper"));
for (const name of ["400Regular", "700Bold"]) {
  const file = `node_modules/@expo-google-fonts/tinos/${name}/Tinos_${name}.ttf`;
  await copyFile(new URL(file, import.meta.url), path.join(dist, "paper", `tinos-${name}.ttf`));
}

let wire = 0;
for (const name of await readdir(dist)) {
  if (["manifest.json", "press", "paper"].includes(name)) continue;
  const body = await readFile(path.join(dist, name));
  let sent = body;
  if (!name.endsWith(".woff2")) {
    sent = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
    await writeFile(path.join(dist, `${name}.br`), sent);
  }
  wire += sent.length;
  console.log(`${name}  ${body.length} → ${sent.length}`);
}
console.log(`over the wire: ${wire}`);
if (wire > 130_000) throw new Error("the first visit must stay under 150 KB: the files alone are over 130 KB");
