// What a zip file for Lambda is made for. Lambda accepts a program for another processor, and fails at its first request.
//
// Source: APPNOTE.TXT, PKWARE's description of ZIP, 4.3; the System V ABI, chapter 4, for the head of a program.

import { readFileSync } from 'node:fs';
import { constants, inflateRawSync } from 'node:zlib';

/** As Lambda, scripts/package and deploy.sh name them. */
export const ARCHITECTURES = ['arm64', 'x86_64'] as const;

export type Architecture = (typeof ARCHITECTURES)[number];

/** The file that Lambda starts. */
const PROGRAM = 'bootstrap';
/** The e_machine of ELF. */
const MACHINES: ReadonlyMap<number, Architecture> = new Map([
  [0x3e, 'x86_64'],
  [0xb7, 'arm64'],
]);
/** A program's head up to its e_machine. */
const HEAD_SIZE = 20;

/** The processor that the program in a zip file is for. Throws a text for people if that is none of Lambda's, or the file no package. */
export function architectureOf(zip: string): Architecture {
  const head = headOf(readFileSync(zip));
  if (head === undefined) throw new Error(`is no zip file with ${PROGRAM} in it`);
  const isProgram = head.length === HEAD_SIZE && head.readUInt32BE(0) === 0x7f454c46;
  const architecture = isProgram ? MACHINES.get(head.readUInt16LE(18)) : undefined;
  if (architecture === undefined) throw new Error(`has a ${PROGRAM} that is a program for neither arm64 nor x86_64`);
  return architecture;
}

/** The first bytes of the program in a zip file; undefined if there is none. */
function headOf(zip: Buffer): Buffer | undefined {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > zip.length) return undefined;
  const entries = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries && at + 46 <= zip.length; ++entry) {
    const nameSize = zip.readUInt16LE(at + 28);
    if (zip.toString('latin1', at + 46, at + 46 + nameSize) === PROGRAM) {
      return contentOf(zip, zip.readUInt32LE(at + 42), zip.readUInt16LE(at + 10));
    }
    at += 46 + nameSize + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return undefined;
}

/** The first bytes of the entry whose local header stands there. */
function contentOf(zip: Buffer, at: number, method: number): Buffer | undefined {
  if (at + 30 > zip.length) return undefined;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  if (method === 0) return zip.subarray(start, start + HEAD_SIZE);
  if (method !== 8) return undefined;
  // Some kilobytes hold a program's head in any case; the flush takes what they give, though the stream goes on.
  const part = zip.subarray(start, start + 4096);
  try {
    return inflateRawSync(part, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_SIZE);
  } catch {
    return undefined;
  }
}
