// Reads texts from standard input; writes how many grapheme clusters ICU sees in each, and its Unicode version.
import { readFileSync } from "node:fs";

const segmenter = new Intl.Segmenter("hi", { granularity: "grapheme" });
const counts = JSON.parse(readFileSync(0, "utf-8")).map((text) => [...segmenter.segment(text)].length);
process.stdout.write(JSON.stringify({ counts, unicode: process.versions.unicode }));
