import { JsonReport, type ShardPart } from '../../report/json.js';
import type { Outcome } from './outcome.js';
import type { Sink } from './sink.js';

/** `--format json` */
export class JsonSink implements Sink {
  private readonly report: JsonReport;

  constructor(kernels: readonly string[], write: (text: string) => void) {
    this.report = new JsonReport(kernels, write);
  }

  add({ results }: Outcome): void {
    for (const [kernel, result] of results.entries()) this.report.add(kernel, result);
  }

  end(shard: ShardPart | null): void {
    this.report.end(shard);
  }
}
