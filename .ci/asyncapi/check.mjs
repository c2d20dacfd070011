// Reads the AsyncAPI document, and the schemas that it refers to, with the official parser; any remark is a fault.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const [path] = process.argv.slice(2);
const { document, diagnostics } = await new Parser().parse(readFileSync(path, "utf8"), { source: path });
for (const remark of diagnostics) console.log(`${remark.path.join("/")}: ${remark.message} (${remark.code})`);
if (!document || diagnostics.length > 0) process.exit(1);
console.log(`${document.allMessages().length} messages on ${document.allChannels().length} channels`);
