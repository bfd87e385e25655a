import { createSniffer } from "./sniff-type";

/** The verdict over some bytes, seen in pieces as they come from a socket. */
function typeOf(name: string, bytes: Uint8Array | string, piece = 7): string | null {
  const sniffer = createSniffer(name);
  const all = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  for (let at = 0; at < all.length; at += piece) sniffer.see(all.subarray(at, at + piece));
  return sniffer.verdict()?.mime ?? null;
}

const latin = (text: string) => Buffer.from(text, "latin1");
const zip = (...entries: string[]) =>
  latin(
    `PK\u0003\u0004${"\u0000".repeat(5_000)}${entries.map((name) => `PK\u0001\u0002${name}`).join("")}`,
  );

describe("The type of a file", () => {
  it.each([
    ["a.pdf", latin("%PDF-1.4 …"), "application/pdf"],
    ["a.PNG", latin("\u0089PNG\r\n\u001a\n\u0000"), "image/png"],
    ["a.jpeg", latin("\u00ff\u00d8\u00ff\u00e0"), "image/jpeg"],
    ["a.webp", latin("RIFF\u0001\u0002\u0003\u0004WEBPVP8 "), "image/webp"],
    ["a.dwg", latin("AC1032\u0000\u0000"), "image/vnd.dwg"],
    ["a.dxf", latin("  0\r\nSECTION\r\n  2\r\nHEADER\r\n"), "image/vnd.dxf"],
    ["a.dxf", latin("999\nmade by hand\n0\nSECTION\n"), "image/vnd.dxf"],
    ["a.stp", latin("ISO-10303-21;\nHEADER;\n"), "model/step"],
    ["a.csv", Buffer.from("料号,数量\n法兰,2\n"), "text/csv; charset=utf-8"],
    ["a.csv", Buffer.from([0xc1, 0xcf, 0xba, 0xc5, 0x2c, 0x31]), "text/csv; charset=gb18030"],
    ["a.txt", Buffer.from("\ufeff说明"), "text/plain; charset=utf-8"],
    [
      "a.xlsx",
      zip("[Content_Types].xml", "xl/workbook.xml"),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    [
      "a.docx",
      zip("[Content_Types].xml", "word/document.xml"),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
  ])("of %s is told from its bytes", (name, bytes, mime) => {
    expect(typeOf(name, bytes)).toBe(mime);
    expect(typeOf(name, bytes, 100_000)).toBe(mime);
  });

  it.each([
    ["a program renamed", "a.pdf", latin("MZ\u0090\u0000\u0003")],
    ["a script", "a.txt", latin("\u007fELF\u0002\u0001")],
    ["a page", "a.html", Buffer.from("<script>alert(1)</script>")],
    ["a drawing that runs scripts", "a.svg", Buffer.from("<svg onload='x()'/>")],
    ["a picture under another ending", "a.pdf", latin("\u0089PNG\r\n\u001a\n")],
    ["a plain zip", "a.xlsx", zip("notes.txt")],
    [
      "a workbook with macros",
      "a.xlsx",
      zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
    ],
    ["text cut inside a character", "a.txt", Buffer.from("法兰").subarray(0, 4)],
    ["text with a zero byte", "a.csv", latin("a,b\u0000")],
    ["no ending", "pdf", latin("%PDF-1.4")],
  ])("is refused for %s", (_, name, bytes) => {
    expect(typeOf(name, bytes)).toBeNull();
  });
});
