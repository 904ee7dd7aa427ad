import { exampleOf } from './example.ts'
import type { Question } from './question.ts'
import type { LlmRule, Rules } from './rules.ts'
import { firstTokens, tokensIn, tokensOf } from './tokens.ts'

export interface Thought {
  text: string | null
  refusal: string | null
  calls: { name: string; arguments: string }[]
  finish: 'stop' | 'length' | 'tool_calls' | 'content_filter'
  /** Tokens of the question and of the answer. */
  asked: number
  answered: number
  wait: number
  /** Characters after which the connection breaks off. */
  breaksAfter: number | undefined
}

const LABEL = '[simulated model]'
const REFUSAL = `${LABEL} I cannot help with that.`

/** What the simulated model answers: the first rule that fits, or always the same for the same question. */
export function think(question: Question, rules: Rules, trouble?: string): Thought {
  const { turns, tools, call, model } = question
  const last = turns.at(-1)
  const user = turns.findLast(({ role }) => role === 'user')?.text ?? ''
  const isAfterTool = last?.role === 'tool'
  const callable = call === 'none' || isAfterTool ? [] : tools.map(({ name }) => name)
  const rule = rules.take({ on: 'chat', text: user, model, tools: callable })
  const thought: Thought = {
    text: null,
    refusal: null,
    calls: [],
    finish: rule?.finish ?? 'stop',
    asked: tokensOf([...turns.map(({ text }) => text), ...(tools.length > 0 ? [JSON.stringify(tools)] : [])]),
    answered: 0,
    wait: rule?.slow_ms ?? 0,
    breaksAfter: rule?.break_after,
  }
  const refusal = rule?.refusal ?? (trouble === 'refusal' ? REFUSAL : undefined)
  const called = callOf(question, rule, isAfterTool)
  if (trouble === 'empty') return counted({ ...thought, text: '' })
  if (refusal !== undefined) return counted({ ...thought, refusal })
  if (called) return counted({ ...thought, calls: [called], finish: 'tool_calls' })
  const whole = rule?.answer ?? ownWords(question, isAfterTool ? (last?.text ?? '') : user, isAfterTool)
  return counted(cut(thought, whole, question))
}

function callOf({ tools, call, turns, model }: Question, rule: LlmRule | undefined, isAfterTool: boolean) {
  if (rule?.tool) return { name: rule.tool.name, arguments: JSON.stringify(rule.tool.arguments) }
  if (rule?.answer !== undefined || isAfterTool || call === 'none' || call === 'auto') return undefined
  const tool = call === 'required' ? tools[0] : tools.find(({ name }) => name === call.name)
  return (
    tool && { name: tool.name, arguments: JSON.stringify(exampleOf(tool.parameters, JSON.stringify([model, turns]))) }
  )
}

function ownWords({ format, model, turns }: Question, heard: string, isAfterTool: boolean): string {
  if (format.type === 'json_schema') return JSON.stringify(exampleOf(format.schema, JSON.stringify([model, turns])))
  if (format.type === 'json_object') return JSON.stringify({ simulated: true, heard: excerpt(heard) })
  return `${LABEL} ${isAfterTool ? 'The tool answered' : 'You wrote'}: “${excerpt(heard)}”. A real model would answer here.`
}

const excerpt = (text: string) => ([...text].length > 200 ? `${[...text].slice(0, 200).join('')}…` : text)

function cut(thought: Thought, whole: string, { stop, most }: Question): Thought {
  const ends = stop.map((words) => whole.indexOf(words)).filter((at) => at >= 0)
  const text = ends.length > 0 ? whole.slice(0, Math.min(...ends)) : whole
  const fitting = most === undefined ? text : firstTokens(text, most)
  return { ...thought, text: fitting, ...(fitting.length < text.length ? { finish: 'length' as const } : {}) }
}

function counted(thought: Thought): Thought {
  const said = [thought.text ?? '', thought.refusal ?? '', ...thought.calls.map((call) => call.name + call.arguments)]
  return { ...thought, answered: said.reduce((sum, words) => sum + tokensIn(words), 0) }
}
