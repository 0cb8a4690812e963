import { asArray, asRecord, asText, asTextOrNull } from '../../load/json-value.js';
import type { Result } from '../../report/json.js';
import { REPORT_FORMAT } from '../../report/json.js';
import { InputError } from '../exit.js';
import { type KernelPart, type Part, type PartShard, place, readPositions, readShard } from './part.js';

/** Is it a report of one kernel, or an array of them? */
export function isJsonReport(value: unknown): boolean {
  return asRecord(asArray(value)?.[0] ?? value)?.format === REPORT_FORMAT;
}

/** Reads a report. Throws an InputError when something is wrong with it. */
export function readJsonReport(file: string, value: unknown): Part {
  let shard: PartShard | null = null;
  const kernels = (asArray(value) ?? [value]).map((report): KernelPart => {
    const json = asRecord(report);
    const kernel = asText(json?.kernel);
    const results = asArray(json?.results);
    if (json?.format !== REPORT_FORMAT || kernel === undefined || results === undefined) throw new InputError(file, `no ${REPORT_FORMAT}`);
    const own = json.shard === undefined ? null : readShard(json.shard);
    const positions = own === null ? null : readPositions(asRecord(json.shard)?.positions);
    if (own === undefined || positions === undefined) throw new InputError(file, '"shard" is not as it was written');
    shard = own;
    const read = results.map((result, i) => readResult(result) ?? fail(file, `results[${i}] is no result`));
    return { kind: 'json', kernel, results: place(file, read, positions) };
  });
  const lengths = kernels.map(({ results }) => results.length);
  if (lengths.some((length) => length !== lengths[0])) throw new InputError(file, 'its kernels have different numbers of results');
  return { file, shard, kernels };
}

function fail(file: string, message: string): never {
  throw new InputError(file, message);
}

const VERDICTS: readonly Result['verdict'][] = ['accept', 'reject', 'inconclusive', 'error'];

function readResult(value: unknown): Result | undefined {
  const json = asRecord(value);
  const file = asText(json?.file);
  const verdict = VERDICTS.find((known) => known === json?.verdict);
  const program = asTextOrNull(json?.program);
  const rule = asTextOrNull(json?.rule);
  const message = asTextOrNull(json?.message);
  const [errno, insn, processed] = [json?.errno, json?.insn, json?.processed].map(asNumberOrNull);
  if (file === undefined || verdict === undefined || program === undefined || rule === undefined || message === undefined) return undefined;
  if (errno === undefined || insn === undefined || processed === undefined) return undefined;
  return { file, program, verdict, errno, insn, rule, message, processed };
}

function asNumberOrNull(value: unknown): number | null | undefined {
  return value === null || (typeof value === 'number' && Number.isSafeInteger(value)) ? value : undefined;
}
