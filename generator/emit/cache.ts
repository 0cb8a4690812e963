/** What emitting one generation leaves for the next. */
import type { Instance, Rule } from '../model/ir.js';
import type { Define, Table } from '../model/symbols.js';
import type { BodyContext } from './body.js';

export class EmitCache {
  /** Printed modules by path: one whose content is the same as before is not printed again. */
  readonly modules = new Map<string, { readonly key: string; readonly text: string }>();
  /** Texts by which copies that print alike are found. */
  readonly probes = new WeakMap<Instance, string>();
  readonly bodies = new WeakMap<Instance, RecordedBody>();
}

/** A printed body with everything that was asked for it. It still holds when every question has the answer that it had. */
export interface RecordedBody {
  /** Names that the body's own had to keep clear of. */
  readonly globals: string;
  readonly lines: readonly string[];
  readonly questions: readonly Question[];
}

type Question =
  | { readonly ask: 'table'; readonly of: Table; readonly answer: string }
  | { readonly ask: 'define'; readonly of: Define; readonly answer: string }
  | { readonly ask: 'rule'; readonly of: Rule; readonly answer: string }
  | { readonly ask: 'shared' | 'asFunction'; readonly of: Instance; readonly answer: string | undefined }
  | { readonly ask: 'oneOf'; readonly type: 'number' | 'string'; readonly items: readonly string[]; readonly answer: string }
  | { readonly ask: 'usesHeld' };

/** The context, writing down what it is asked. */
export function recording(context: BodyContext, questions: Question[]): BodyContext {
  const noted = <Q extends Question>(question: Q): Q => {
    questions.push(question);
    return question;
  };
  return {
    ...context,
    table: (of) => noted({ ask: 'table', of, answer: context.table(of) }).answer,
    define: (of) => noted({ ask: 'define', of, answer: context.define(of) }).answer,
    rule: (of) => noted({ ask: 'rule', of, answer: context.rule(of) }).answer,
    shared: (of) => noted({ ask: 'shared', of, answer: context.shared(of) }).answer,
    asFunction: (of) => {
      const answer = context.asFunction(of);
      noted({ ask: 'asFunction', of, answer });
      return answer;
    },
    oneOf: (type, items) => noted({ ask: 'oneOf', type, items, answer: context.oneOf(type, items) }).answer,
    usesHeld: () => {
      noted({ ask: 'usesHeld' });
      context.usesHeld();
    },
  };
}

/** Asks everything again, which also makes the module import what the body needs. */
export function stillHolds(body: RecordedBody, globals: string, context: BodyContext): boolean {
  return body.globals === globals && body.questions.every((question) => sameAnswer(question, context));
}

function sameAnswer(question: Question, context: BodyContext): boolean {
  switch (question.ask) {
    case 'table':
      return context.table(question.of) === question.answer;
    case 'define':
      return context.define(question.of) === question.answer;
    case 'rule':
      return context.rule(question.of) === question.answer;
    case 'shared':
      return context.shared(question.of) === question.answer;
    case 'asFunction':
      return context.asFunction(question.of) === question.answer;
    case 'oneOf':
      return context.oneOf(question.type, question.items) === question.answer;
    case 'usesHeld':
      context.usesHeld();
      return true;
  }
}
