import type { LogTrace } from './trace.js';

/**
 * The way from the program's first instruction to a step (the last one, when not said): indexes into `trace.steps`, in order.
 * A log of level 2 has the paths one behind another; where one was taken up again, the way before it stands further up. When that
 * was cut off, the way begins at what is left.
 */
export function pathTo(trace: LogTrace, step: number = trace.steps.length - 1): number[] {
  const parents = parentsOf(trace);
  const path: number[] = [];
  let end = step;
  for (let segment = segmentOf(trace, step); segment >= 0; segment = end < 0 ? -1 : segmentOf(trace, end)) {
    const start = trace.segments[segment]?.start ?? 0;
    for (let i = end; i >= start; i--) path.push(i);
    end = parents[segment] ?? -1;
  }
  return path.reverse();
}

/**
 * For each segment the step behind which it was left for later, -1 when there is none. The verifier takes up the branch that it
 * left last (pop_stack in kernel/bpf/verifier.c), so everything above the step that is found is done with.
 */
function parentsOf(trace: LogTrace): Int32Array {
  const { steps, segments } = trace;
  const parents = new Int32Array(segments.length).fill(-1);
  const open: number[] = [];
  for (const [i, segment] of segments.entries()) {
    const { from } = segment;
    if (from !== undefined) {
      for (let top = open.pop(); top !== undefined; top = open.pop()) {
        if (steps[top]?.insn !== from.insn) continue;
        // a jump whose other side was walked first went elsewhere than here, but for one that goes nowhere; a call may go on twice
        const text = steps[top]?.text ?? '';
        if (followedBy(trace, top) === from.to && text.startsWith('if ') && !text.endsWith('pc+0')) continue;
        parents[i] = top;
        break;
      }
    }
    const end = segments[i + 1]?.start ?? steps.length;
    for (let step = segment.start; step < end; step++) open.push(step);
  }
  return parents;
}

// The instruction that came behind a step on the same way; undefined when the way ended there.
function followedBy(trace: LogTrace, step: number): number | undefined {
  const end = trace.segments[segmentOf(trace, step) + 1]?.start ?? trace.steps.length;
  return step + 1 < end ? trace.steps[step + 1]?.insn : undefined;
}

// Binary search: the last segment that begins at or before a step and is not empty there.
function segmentOf(trace: LogTrace, step: number): number {
  const { segments } = trace;
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.start ?? 0) <= step) low = middle;
    else high = middle - 1;
  }
  return segments.length === 0 || (segments[low]?.start ?? 0) > step ? -1 : low;
}
