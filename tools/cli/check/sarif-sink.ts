import type { Kernel } from '@kfuncspec/runtime/v1';
import type { Position, ShardPart } from '../../report/json.js';
import type { SarifNotification, SarifResult } from '../../report/sarif/format.js';
import { type SarifShard, sarifRun, sarifText } from '../../report/sarif/log.js';
import { sarifNotification, sarifResult } from '../../report/sarif/result.js';
import { sarifRule } from '../../report/sarif/rule.js';
import { version } from '../version.js';
import type { Outcome } from './outcome.js';
import type { Sink } from './sink.js';
import { Tally } from './tally.js';

/** What is gathered for one kernel. */
interface Gathered {
  readonly results: SarifResult[];
  readonly notifications: SarifNotification[];
  readonly resultOrder: Position[];
  readonly notificationOrder: Position[];
  readonly tally: Tally;
}

function sarifShard({ positions: _, ...shard }: ShardPart, results: readonly Position[], notifications: readonly Position[]): SarifShard {
  return { ...shard, results, notifications };
}

/** `--format sarif`: a run for each kernel, all written at the end since rules stand in front. */
export class SarifSink implements Sink {
  private readonly gathered: readonly Gathered[];

  constructor(
    private readonly kernels: readonly Kernel[],
    private readonly write: (text: string) => void,
  ) {
    this.gathered = kernels.map(() => ({
      results: [],
      notifications: [],
      resultOrder: [],
      notificationOrder: [],
      tally: new Tally('program'),
    }));
  }

  add({ results, findings }: Outcome, position: Position): void {
    for (const [index, result] of results.entries()) {
      const gathered = this.gathered[index];
      const finding = findings[index];
      if (gathered === undefined) continue;
      gathered.tally.add(result.verdict);
      if (result.verdict === 'error') {
        gathered.notifications.push(sarifNotification(result));
        gathered.notificationOrder.push(position);
      } else if (finding) {
        gathered.results.push(sarifResult(result, finding, this.kernels[index]?.name ?? ''));
        gathered.resultOrder.push(position);
      }
    }
  }

  end(shard: ShardPart | null): void {
    const runs = this.gathered.map(({ results, notifications, resultOrder, notificationOrder, tally }, i) => {
      const kernel = this.kernels[i];
      const part = shard && sarifShard(shard, resultOrder, notificationOrder);
      return sarifRun({
        kernel: kernel?.name ?? '',
        version: version(),
        results,
        notifications,
        rules: (kernel?.rules ?? []).filter((rule) => results.some(({ ruleId }) => ruleId === rule.id)).map(sarifRule),
        exitCode: tally.exitStatus,
        shard: part,
      });
    });
    this.write(sarifText(runs));
  }
}
