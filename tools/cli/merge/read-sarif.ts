import { asArray, asRecord, asText, asU32 } from '../../load/json-value.js';
import { SARIF_VERSION, type SarifNotification, type SarifResult, type SarifRule } from '../../report/sarif/format.js';
import { InputError } from '../exit.js';
import { type KernelPart, type Part, type PartShard, place, readPositions, readShard } from './part.js';

/** Is it a SARIF log of ours: its runs name their kernels. */
export function isSarif(value: unknown): boolean {
  const log = asRecord(value);
  return log?.version === SARIF_VERSION && Array.isArray(log.runs);
}

/** Reads a log. Throws an InputError when something is wrong with it, or another tool wrote it. */
export function readSarif(file: string, value: unknown): Part {
  let shard: PartShard | null = null;
  const kernels = (asArray(asRecord(value)?.runs) ?? []).map((item): KernelPart => {
    const run = asRecord(item);
    const properties = asRecord(run?.properties);
    const driver = asRecord(asRecord(run?.tool)?.driver);
    const invocation = asRecord(asArray(run?.invocations)?.[0]);
    const kernel = asText(properties?.kernel);
    const version = asText(driver?.semanticVersion);
    const exitCode = asU32(invocation?.exitCode);
    const results = asArray(run?.results);
    const rules = asArray(driver?.rules);
    if (driver?.name !== 'kfuncspec' || kernel === undefined || version === undefined || exitCode === undefined || !results || !rules) {
      throw new InputError(file, 'no SARIF log that `kfuncspec check` wrote');
    }
    const notifications = asArray(invocation?.toolExecutionNotifications ?? []) ?? [];
    if (!results.every(isResult) || !rules.every(isRule) || !notifications.every(isNotification)) {
      throw new InputError(file, 'a result, rule or notification is not as it was written');
    }
    const own = properties?.shard === undefined ? null : readShard(properties.shard);
    const places = asRecord(properties?.shard);
    const resultPlaces = own === null ? null : readPositions(places?.results);
    const notificationPlaces = own === null ? null : readPositions(places?.notifications);
    if (own === undefined || resultPlaces === undefined || notificationPlaces === undefined) {
      throw new InputError(file, '"shard" is not as it was written');
    }
    shard = own;
    return {
      kind: 'sarif',
      kernel,
      version,
      exitCode,
      rules,
      results: place(file, results, resultPlaces),
      notifications: place(file, notifications, notificationPlaces),
    };
  });
  if (kernels.length === 0) throw new InputError(file, 'a SARIF log without runs');
  return { file, shard, kernels };
}

// What is read here was written by this tool: the parts that joining looks at are checked, the rest is handed on as it stands.

function isResult(value: unknown): value is SarifResult {
  const json = asRecord(value);
  return typeof json?.ruleId === 'string' && asRecord(json.message) !== undefined && Array.isArray(json.locations);
}

function isRule(value: unknown): value is SarifRule {
  return typeof asRecord(value)?.id === 'string';
}

function isNotification(value: unknown): value is SarifNotification {
  const json = asRecord(value);
  return typeof asRecord(json?.message)?.text === 'string' && typeof asRecord(json?.properties)?.file === 'string';
}
