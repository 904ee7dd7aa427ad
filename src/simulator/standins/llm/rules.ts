/** What the model does when a question fits: a script for tests and for people at the page. */
export interface LlmRule {
  /** Chat unless said; for a transcription `contains` looks at the file's name. */
  on?: 'chat' | 'transcription'
  /** A part of the last user message, whatever its case; without it every question fits. */
  contains?: string
  model?: string
  /** Said word for word, also where a schema asks for something else. For a transcription: what was heard. */
  answer?: string
  /** Calls a tool, if it is offered and the last message is a user's. */
  tool?: { name: string; arguments: Record<string, unknown> }
  /** Declines in the words of a refusal. */
  refusal?: string
  /** Ends with this reason instead of `stop`. */
  finish?: 'length' | 'content_filter'
  /** Milliseconds of the simulator's clock before the first word. */
  slow_ms?: number
  /** The connection breaks off after so many characters of a streamed answer, in the middle of a whole one. */
  break_after?: number
  /** How many questions; without it all that come. */
  times?: number
}

export interface Asked {
  on: 'chat' | 'transcription'
  text: string
  model: string
  /** Names of the tools that may be called now. */
  tools: readonly string[]
}

/** Rules are looked through in the order in which they were set; the first that fits speaks. */
export function createRules(saved: { id: number; rule: LlmRule; left: number | null }[]) {
  const rules = saved
  let last = rules.reduce((most, { id }) => Math.max(most, id), 0)
  const made = (rule: LlmRule) => ({ id: ++last, rule, left: rule.times ?? null })
  return {
    all: () => rules.map(({ id, rule, left }) => ({ id, ...rule, left })),
    saved: () => rules,
    add(rule: LlmRule): number {
      rules.push(made(rule))
      return last
    },
    /** Comes before every rule, once. */
    sayNext: (answer: string) => void rules.unshift(made({ answer, times: 1 })),
    remove(id: number): boolean {
      const at = rules.findIndex((one) => one.id === id)
      if (at >= 0) rules.splice(at, 1)
      return at >= 0
    },
    clear: () => void rules.splice(0),
    take(asked: Asked): LlmRule | undefined {
      const found = rules.find(({ rule }) => fits(rule, asked))
      if (found && found.left !== null && --found.left <= 0) rules.splice(rules.indexOf(found), 1)
      return found?.rule
    },
  }
}

export type Rules = ReturnType<typeof createRules>

const fits = ({ on = 'chat', contains, model, tool }: LlmRule, asked: Asked) =>
  on === asked.on &&
  (contains === undefined || asked.text.toLowerCase().includes(contains.toLowerCase())) &&
  (model === undefined || model === asked.model) &&
  (tool === undefined || asked.tools.includes(tool.name))
