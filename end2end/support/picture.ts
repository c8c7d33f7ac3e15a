// A small picture: three pixels wide and two high.
const PNG =
  "89504e470d0a1a0a0000000d4948445200000003000000020802000000" +
  "1216f14d000000104944415478da63908b5a00410c7016003ea80691dfacbc620000000049454e44ae426082";

export function picture(name: string) {
  return { name, mimeType: "image/png", buffer: Buffer.from(PNG, "hex") };
}
