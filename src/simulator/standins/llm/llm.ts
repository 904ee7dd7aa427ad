import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../clock.ts'
import { createExchanges, type Effect, type Exchange } from '../exchanges.ts'
import { sameSecret } from '../same-secret.ts'
import type { COMMON_TROUBLES, Trouble } from '../troubles.ts'
import { complete } from './chat.ts'
import { embed } from './embeddings.ts'
import { failure, type LLM_TROUBLES, noAddress, noModel, Refused, wrongKey } from './errors.ts'
import type { Body } from './fields.ts'
import { hear } from './hear.ts'
import { type Incoming, read } from './incoming.ts'
import { modelCard, modelNames } from './models.ts'
import { respond } from './responses.ts'
import { createRules, type LlmRule } from './rules.ts'
import { speak } from './speech.ts'

/** What goes wrong with the next requests; `empty` and `refusal` are answers of the model itself. */
export type LlmFault = Trouble<(typeof COMMON_TROUBLES)[number] | (typeof LLM_TROUBLES)[number]>

export interface LlmState {
  requests: Exchange[]
  rules: { id: number; rule: LlmRule; left: number | null }[]
  /** Answers so far: they number the ids. */
  made: number
}

export const LLM_NOTE =
  'A stand-in for an LLM by the OpenAI protocol. No model thinks here: answers are made by rules, the same for the same question.'
export const LLM_KEY = 'sk-simulated'

/** A small api.openai.com: chat, responses, embeddings, transcription and speech, without a model. */
export function createLlm(options: { clock: Clock; key: string; changed: () => void; saved: LlmState | undefined }) {
  const state: LlmState = options.saved ?? { requests: [], rules: [], made: 0 }
  const rules = createRules(state.rules)
  const exchanges = createExchanges<LlmFault['kind']>({
    clock: options.clock,
    changed: options.changed,
    saved: state.requests,
    failure,
  })

  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const path = (request.raw.url ?? '').split('?')[0]!.slice('/llm'.length)
    const incoming = await read(request)
    return exchanges.handle(request, reply, {
      path,
      asked: incoming.shown,
      effect: async (trouble) => labelled(await answered(request, path, incoming, trouble?.kind)),
    })
  }

  async function answered(
    request: FastifyRequest,
    path: string,
    incoming: Incoming,
    trouble?: string,
  ): Promise<Effect> {
    try {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
      if (!sameSecret(given, options.key)) throw wrongKey(given)
      return await act(`${request.method} ${path.replace(/^\/v1/, '')}`, path, incoming, trouble)
    } catch (error) {
      if (error instanceof Refused) return error.answer
      throw error
    }
  }

  async function act(what: string, path: string, incoming: Incoming, trouble?: string): Promise<Effect> {
    if (what === 'GET /models') return { status: 200, json: { object: 'list', data: modelNames.map(modelCard) } }
    const model = /^GET \/models\/([^/]+)$/.exec(what)?.[1]
    if (model !== undefined) {
      if (!modelNames.includes(model)) throw noModel(model)
      return { status: 200, json: modelCard(model) }
    }
    const made = () => ({ number: ++state.made, created: Math.floor(options.clock.now().getTime() / 1000) })
    const body = (): Body => incoming.body()
    if (what === 'POST /chat/completions') return complete(body(), rules, trouble, made())
    if (what === 'POST /responses') return respond(body(), rules, trouble, made())
    if (what === 'POST /embeddings') return embed(body())
    if (what === 'POST /audio/speech') return speak(body())
    if (what === 'POST /audio/transcriptions') return hear(body(), incoming.file, rules)
    throw noAddress(what.split(' ')[0]!, path)
  }

  const labelled = (effect: Effect): Effect => ({
    ...effect,
    headers: {
      'x-request-id': `req_simulated${String(exchanges.requests.length + 1).padStart(6, '0')}`,
      'openai-version': '2020-10-01',
      'openai-organization': 'org-simulated',
      'openai-processing-ms': '1',
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '499',
      'x-ratelimit-reset-requests': '120ms',
      'x-simulated': 'no model thinks here',
      ...effect.headers,
    },
  })

  function told<T>(result: T): T {
    options.changed()
    return result
  }

  return {
    /** The key that is taken. */
    key: options.key,
    /** What the model does when a question fits, after the rules that were there before. Returns the rule's number. */
    rule: (rule: LlmRule): number => told(rules.add(rule)),
    /** The very next answer, whatever is asked. */
    says: (answer: string) => told(rules.sayNext(answer)),
    rules: () => rules.all(),
    removeRule: (id: number): boolean => told(rules.remove(id)),
    forgetRules: () => told(rules.clear()),
    fault: (fault: LlmFault) => told(exchanges.faults.add(fault)),
    clearFaults: () => told(exchanges.faults.clear()),
    faults: () => exchanges.faults.waiting(),
    /** Everything that was asked, oldest first. */
    get requests(): readonly Exchange[] {
      return exchanges.requests
    },
    async routes(app: FastifyInstance) {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 60 * 1024 * 1024 }, (_request, body, done) =>
        done(null, body),
      )
      app.setErrorHandler((_error, _request, reply) => {
        const broken = failure({ kind: '500' })
        return reply.code(500).send(broken?.json)
      })
      app.all('/llm/v1', handle)
      app.all('/llm/v1/*', handle)
    },
    save: (): LlmState => ({ ...state, requests: exchanges.saved() }),
  }
}

export type LlmStandIn = ReturnType<typeof createLlm>
