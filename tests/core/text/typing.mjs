// Reads [layout, keys] rows from standard input and writes what the browser's keyboards make of each word.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { write } = await import(pathToFileURL(process.argv[2]));
const rows = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(rows.map(([layout, keys]) => write(layout, keys))));
