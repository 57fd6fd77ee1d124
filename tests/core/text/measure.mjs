// Reads [rule, text, limit, limitBytes] rows from standard input and writes what the desk's counter says of them.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { measure } = await import(pathToFileURL(process.argv[2]));
const rows = JSON.parse(readFileSync(0, "utf-8"));
const answers = rows.map(([rule, text, limit, limitBytes]) => {
  const { length, fits } = measure(text, rule, limit, limitBytes ?? Infinity);
  return [length, fits];
});
process.stdout.write(JSON.stringify(answers));
