import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { LLM_TROUBLES } from '../standins/llm/errors.ts'
import { LLM_NOTE, type LlmFault, type LlmStandIn } from '../standins/llm/llm.ts'
import type { LlmRule } from '../standins/llm/rules.ts'
import { COMMON_TROUBLES } from '../standins/troubles.ts'
import { Impossible } from '../world/impossible.ts'
import { tidy } from './specs.ts'
import { standInFault } from './standin-faults.ts'

const NewFault = standInFault([...COMMON_TROUBLES, ...LLM_TROUBLES])
const words = z.string().min(1).max(20_000)
const NewRule = z
  .strictObject({
    on: z.enum(['chat', 'transcription']).optional(),
    contains: z.string().min(1).max(1000).optional(),
    model: z.string().min(1).max(100).optional(),
    answer: z.string().max(20_000).optional(),
    tool: z.strictObject({ name: words.max(200), arguments: z.record(z.string(), z.unknown()) }).optional(),
    refusal: words.optional(),
    finish: z.enum(['length', 'content_filter']).optional(),
    slow_ms: z.int().min(1).max(600_000).optional(),
    break_after: z.int().min(0).max(20_000).optional(),
    times: z.int().min(1).max(100_000).optional(),
  })
  .refine(
    ({ answer, tool, refusal }) => [answer, tool, refusal].filter((one) => one !== undefined).length <= 1,
    'A rule answers, calls a tool or refuses: give one of them.',
  )
  .refine(
    ({ on, tool, refusal }) => on !== 'transcription' || (tool === undefined && refusal === undefined),
    'A transcription can only be answered.',
  )

/** What the stand-in for the LLM was asked, and what it is to answer. */
export function llmRoutes(app: FastifyInstance, llm: LlmStandIn) {
  app.get('/sim/llm', async () => ({
    note: LLM_NOTE,
    rules: llm.rules(),
    faults: llm.faults(),
    requests: llm.requests.slice(-200).reverse(),
  }))

  app.post('/sim/llm/rules', async (request) => ({ id: llm.rule(tidy<LlmRule>(NewRule.parse(request.body))) }))
  app.delete('/sim/llm/rules', async () => {
    llm.forgetRules()
    return {}
  })
  app.delete('/sim/llm/rules/:id', async (request) => {
    const { id } = z.object({ id: z.coerce.number().int() }).parse(request.params)
    if (!llm.removeRule(id)) throw new Impossible('There is no such rule.')
    return {}
  })
  app.post('/sim/llm/say', async (request) => {
    llm.says(z.strictObject({ text: words }).parse(request.body).text)
    return {}
  })

  app.post('/sim/llm/faults', async (request) => {
    llm.fault(tidy<LlmFault>(NewFault.parse(request.body)))
    return {}
  })
  app.delete('/sim/llm/faults', async () => {
    llm.clearFaults()
    return {}
  })
}
