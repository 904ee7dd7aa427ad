import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { schemaProblems } from '../../kit.ts'
import { createSimulator, type HandClock, handClock, type Simulator } from '../../simulator.ts'

let clock: HandClock
let sim: Simulator
beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
type Any = any
const KEY = { authorization: 'Bearer sk-simulated' }
const post = (path: string, body: unknown, headers: Record<string, string> = KEY) =>
  fetch(`${sim.url}/llm/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const asks = (content: string, more: object = {}) =>
  post('/chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more })
const json = async (response: Response | Promise<Response>): Promise<Any> => (await response).json()
const answer = async (response: Response | Promise<Response>) => (await json(response)).choices[0]
const refusal = async (asked: Promise<Response>): Promise<[number, Any]> => {
  const response = await asked
  return [response.status, (await json(response)).error]
}
/** The data of a stream's events, without the end mark. */
const events = async (response: Response | Promise<Response>): Promise<Any[]> =>
  (await (await response).text())
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)))

describe('chat', () => {
  test('a question is answered by a labelled model: the same answer for the same question, with its tokens', async () => {
    const first = await asks('How do I grow?')
    expect(first.headers.get('x-simulated')).toBe('no model thinks here')
    expect(first.headers.get('x-request-id')).toMatch(/^req_/)
    const one = await json(first)
    expect(one).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4o-mini',
      created: 1_795_262_400,
      choices: [{ index: 0, logprobs: null, finish_reason: 'stop' }],
    })
    const { content } = one.choices[0].message
    expect(content).toMatch(/^\[simulated model\].*How do I grow\?/)
    // 14 characters are 4 tokens, and 3 more for the message.
    expect(one.usage.prompt_tokens).toBe(7)
    expect(one.usage.completion_tokens).toBe(Math.ceil(content.length / 4))
    expect(one.usage.total_tokens).toBe(one.usage.prompt_tokens + one.usage.completion_tokens)
    const again = await json(asks('How do I grow?'))
    expect(again.choices).toEqual(one.choices)
    expect(again.id).not.toBe(one.id)
  })

  test('a stream says the same in pieces, then why it ended, then what it cost', async () => {
    const whole = await answer(asks('Hello'))
    const response = await asks('Hello', { stream: true, stream_options: { include_usage: true } })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const text = await response.clone().text()
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    const chunks = await events(response)
    expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null })
    expect(chunks.map((one) => one.choices[0]?.delta.content ?? '').join('')).toBe(whole.message.content)
    expect(chunks.at(-2)).toMatchObject({ choices: [{ delta: {}, finish_reason: 'stop' }], usage: null })
    expect(chunks.at(-1)).toMatchObject({
      object: 'chat.completion.chunk',
      choices: [],
      usage: { total_tokens: expect.any(Number) },
    })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  test('an answer that is too long ends at the limit; a stop word ends it before', async () => {
    const cut = await json(asks('Hello', { max_tokens: 3 }))
    expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '[simulated m' } })
    expect(cut.usage.completion_tokens).toBe(3)
    expect((await answer(asks('Hello', { stop: ['model'] }))).message.content).toBe('[simulated ')
  })

  test('a schema is satisfied, the same way each time, and its sentences are labelled', async () => {
    const shape = z.object({
      action: z.enum(['answer', 'clarify', 'handoff']),
      text: z.string().max(200),
      confidence: z.number().min(0).max(1),
      marks: z
        .array(z.object({ component: z.string(), level: z.int().min(0).max(3), quote: z.string().nullable() }))
        .min(2),
      at: z.iso.date(),
    })
    const schema = z.toJSONSchema(shape)
    const format = { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema } }
    const said = async (question: string) => (await answer(asks(question, { response_format: format }))).message.content
    const first = await said('one')
    const value = shape.parse(JSON.parse(first))
    expect(value.text).toContain('[simulated model]')
    expect(await said('one')).toBe(first)
    expect(await said('two')).not.toBe(first)
    expect(
      JSON.parse((await answer(asks('Answer in JSON', { response_format: { type: 'json_object' } }))).message.content),
    ).toMatchObject({
      simulated: true,
    })
  })

  test('a schema that refers to itself has an end', async () => {
    const node = {
      type: 'object',
      properties: { name: { type: 'string' }, child: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
      required: ['name', 'child'],
      additionalProperties: false,
    }
    const schema = { ...node, $defs: { node } }
    const said = await answer(
      asks('deep', { response_format: { type: 'json_schema', json_schema: { name: 'tree', strict: true, schema } } }),
    )
    expect(JSON.parse(said.message.content).child.child).toBeDefined()
  })

  test.each([
    ['a pattern', { type: 'string', pattern: '^zq{17}$' }],
    ['a date of five characters', { type: 'string', format: 'date', maxLength: 5 }],
  ])('what cannot be satisfied is not pretended: %s', async (_what, code) => {
    const schema = { type: 'object', properties: { code }, required: ['code'], additionalProperties: false }
    const [status, error] = await refusal(
      asks('x', { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } }),
    )
    expect([status, error.code]).toEqual([501, 'not_simulated'])
  })

  const TOOL = {
    type: 'function',
    function: {
      name: 'handoff',
      parameters: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
    },
  }

  test('a tool is called when a rule or the choice says so, and its result is answered', async () => {
    expect((await answer(asks('help', { tools: [TOOL] }))).finish_reason).toBe('stop')
    sim.llm.rule({ contains: 'HUMAN', tool: { name: 'handoff', arguments: { reason: 'asked' } } })
    expect((await answer(asks('a human please'))).finish_reason).toBe('stop')
    const called = await answer(asks('a human please', { tools: [TOOL] }))
    expect(called).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [{ type: 'function', function: { name: 'handoff', arguments: '{"reason":"asked"}' } }],
      },
    })
    const messages = [
      { role: 'user', content: 'a human please' },
      called.message,
      { role: 'tool', tool_call_id: called.message.tool_calls[0].id, content: 'done' },
    ]
    const after = await answer(post('/chat/completions', { model: 'gpt-4o-mini', messages, tools: [TOOL] }))
    expect(after.message.content).toContain('The tool answered: “done”')
    const forced = await answer(
      asks('hello', { tools: [TOOL], tool_choice: { type: 'function', function: { name: 'handoff' } } }),
    )
    expect(JSON.parse(forced.message.tool_calls[0].function.arguments).reason).toContain('[simulated model]')
    const chunks = await events(asks('a human please', { tools: [TOOL], stream: true }))
    const args = chunks.map((one) => one.choices[0]?.delta.tool_calls?.[0].function.arguments ?? '').join('')
    expect([args, chunks.at(-1).choices[0].finish_reason]).toEqual(['{"reason":"asked"}', 'tool_calls'])
  })

  test('rules answer in the order they were set and are used up; what a person says as the model comes first', async () => {
    sim.llm.rule({ contains: 'price', answer: 'It costs 5.', times: 1 })
    sim.llm.rule({ contains: 'PRICE', answer: 'I said it.' })
    sim.llm.rule({ contains: 'bomb', refusal: 'No.' })
    const said = async (content: string) => (await answer(asks(content))).message
    expect((await said('The price?')).content).toBe('It costs 5.')
    await fetch(`${sim.url}/sim/llm/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"Ask Olena."}',
    })
    expect((await said('The price?')).content).toBe('Ask Olena.')
    expect((await said('The price?')).content).toBe('I said it.')
    expect(await said('bomb')).toMatchObject({ content: null, refusal: 'No.' })
    sim.llm.forgetRules()
    expect((await said('The price?')).content).toContain('[simulated model]')
  })

  test('a rule may be slow on the simulated clock, and may break off in the middle of a stream', async () => {
    sim.llm.rule({ contains: 'slow', slow_ms: 30_000 })
    let done = false
    const waiting = asks('slow').then((response) => {
      done = true
      return response
    })
    await expect.poll(() => sim.llm.requests.length).toBe(1)
    await expect.poll(() => clock.sleeping()).toBe(1)
    expect(done).toBe(false)
    await clock.advance(30_000)
    expect((await waiting).status).toBe(200)

    sim.llm.rule({ contains: 'tale', answer: 'Once upon a time there was', break_after: 10 })
    const reader = (await asks('tale', { stream: true })).body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const read = async () => {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        heard += value
      }
    }
    await expect(read()).rejects.toThrow()
    expect(heard).toContain('"Once "')
    expect(heard).not.toContain('time')
    expect(heard).not.toContain('[DONE]')
  })
})

describe('refusals are in the words of OpenAI', () => {
  const INVALID = { type: 'invalid_request_error' }
  test.each<[string, () => Promise<Response>, number, object]>([
    ['no key', () => post('/chat/completions', {}, {}), 401, { ...INVALID, code: null }],
    [
      'a wrong key',
      () => post('/chat/completions', {}, { authorization: 'Bearer sk-guess' }),
      401,
      { ...INVALID, param: null, code: 'invalid_api_key' },
    ],
    [
      'no such model',
      () => asks('x', { model: 'gpt-99' }),
      404,
      {
        ...INVALID,
        message: 'The model `gpt-99` does not exist or you do not have access to it.',
        code: 'model_not_found',
      },
    ],
    [
      'no model',
      () => post('/chat/completions', { messages: [] }),
      400,
      { message: 'you must provide a model parameter' },
    ],
    [
      'no messages',
      () => post('/chat/completions', { model: 'gpt-4o' }),
      400,
      { message: "Missing required parameter: 'messages'.", param: 'messages', code: 'missing_required_parameter' },
    ],
    ['empty messages', () => asks('x', { messages: [] }), 400, { param: 'messages', code: 'empty_array' }],
    [
      'a wrong role',
      () => asks('x', { messages: [{ role: 'boss', content: 'x' }] }),
      400,
      {
        message:
          "Invalid value: 'boss'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
        param: 'messages[0].role',
        code: 'invalid_value',
      },
    ],
    [
      'too hot',
      () => asks('x', { temperature: 3 }),
      400,
      {
        message: "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
        param: 'temperature',
        code: 'decimal_above_max_value',
      },
    ],
    [
      'no tokens',
      () => asks('x', { max_tokens: 0 }),
      400,
      {
        message: "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.",
        code: 'integer_below_min_value',
      },
    ],
    [
      'an unknown name',
      () => asks('x', { colour: 'red' }),
      400,
      { message: 'Unrecognized request argument supplied: colour' },
    ],
    [
      'max_tokens of a thinking model',
      () => asks('x', { model: 'gpt-5-mini', max_tokens: 5 }),
      400,
      { param: 'max_tokens', code: 'unsupported_parameter' },
    ],
    [
      'temperature of a thinking model',
      () => asks('x', { model: 'o4-mini', temperature: 0 }),
      400,
      { param: 'temperature', code: 'unsupported_value' },
    ],
    [
      'JSON mode without the word',
      () => asks('x', { response_format: { type: 'json_object' } }),
      400,
      {
        message:
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        param: 'messages',
      },
    ],
    [
      'a loose schema that is called strict',
      () =>
        asks('x', {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'n', strict: true, schema: { type: 'object', properties: {} } },
          },
        }),
      400,
      {
        message:
          "Invalid schema for response_format 'n': In context=(), 'additionalProperties' is required to be supplied and to be false.",
        param: 'response_format',
      },
    ],
    [
      'a strict schema with an optional property',
      () =>
        asks('x', {
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'n',
              strict: true,
              schema: {
                type: 'object',
                properties: { a: { type: 'string' } },
                required: [],
                additionalProperties: false,
              },
            },
          },
        }),
      400,
      {
        message:
          "Invalid schema for response_format 'n': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'.",
      },
    ],
    [
      'a tool result of no call',
      () => asks('x', { messages: [{ role: 'tool', tool_call_id: 'c', content: 'x' }] }),
      400,
      { param: 'messages.[0].role' },
    ],
    [
      'no JSON',
      () => post('/chat/completions', '{"model":'),
      400,
      { message: expect.stringMatching(/^We could not parse the JSON body of your request/) },
    ],
    ['no such address', () => post('/chat/complete', {}), 404, { message: 'Invalid URL (POST /v1/chat/complete)' }],
    ['a model for something else', () => asks('x', { model: 'whisper-1' }), 400, { param: 'model' }],
  ])('%s', async (_what, act, status, error) => {
    expect(await refusal(act())).toEqual([status, expect.objectContaining(error)])
  })

  test('faults: too many requests, no money left, broken servers, an empty answer, a refusal, half an answer', async () => {
    sim.llm.fault({ kind: '429', retry_after: 7 })
    const busy = await asks('x')
    expect([busy.status, busy.headers.get('retry-after'), busy.headers.get('x-ratelimit-remaining-requests')]).toEqual([
      429,
      '7',
      '0',
    ])
    expect((await json(busy)).error).toMatchObject({ type: 'requests', code: 'rate_limit_exceeded' })
    sim.llm.fault({ kind: 'quota' })
    expect(await refusal(asks('x'))).toEqual([429, expect.objectContaining({ code: 'insufficient_quota' })])
    for (const [kind, status] of [
      ['500', 500],
      ['503', 503],
    ] as const) {
      sim.llm.fault({ kind })
      expect(await refusal(asks('x'))).toEqual([status, expect.objectContaining({ type: 'server_error' })])
    }
    sim.llm.fault({ kind: 'empty' })
    expect((await answer(asks('x'))).message.content).toBe('')
    sim.llm.fault({ kind: 'refusal' })
    expect((await answer(asks('x'))).message).toMatchObject({
      content: null,
      refusal: expect.stringContaining('[simulated model]'),
    })
    sim.llm.fault({ kind: 'bad-json' })
    const wrong = await asks('x')
    expect(wrong.status).toBe(200)
    await expect(wrong.json()).rejects.toThrow()
    sim.llm.fault({ kind: 'html-502' })
    expect((await asks('x')).headers.get('content-type')).toBe('text/html')
    for (const kind of ['truncate', 'drop-before', 'drop-after'] as const) {
      sim.llm.fault({ kind })
      await expect(asks('x').then((response) => response.text())).rejects.toThrow()
    }
    sim.llm.fault({ kind: 'hang' })
    await expect(fetch(`${sim.url}/llm/v1/models`, { headers: KEY, signal: AbortSignal.timeout(50) })).rejects.toThrow()
    expect((await asks('x')).status).toBe(200)
  })

  test('a fault may wait for one address, and the key is shown nowhere', async () => {
    sim.llm.fault({ kind: '500', path: '/embeddings', times: 2 })
    expect((await asks('x')).status).toBe(200)
    expect((await post('/embeddings', { model: 'text-embedding-3-small', input: 'x' })).status).toBe(500)
    await post('/chat/completions', { model: 'gpt-4o' }, { authorization: 'Bearer sk-my-own-secret' })
    const shown = await (await fetch(`${sim.url}/sim/llm`)).text()
    expect(shown).not.toContain('sk-my-own-secret')
    expect(shown).not.toContain('sk-simulated')
    expect(JSON.parse(shown).faults).toEqual([{ kind: '500', path: '/embeddings', times: 2, left: 1 }])
    expect(JSON.parse(shown).requests[1]).toMatchObject({ path: '/v1/embeddings', status: 500, fault: '500' })
  })
})

test('the newer door answers with the same model, whole and as a stream', async () => {
  const body = { model: 'gpt-4o-mini', instructions: 'Be kind.', input: 'Hello' }
  const whole = await json(post('/responses', body))
  const said = (await answer(asks('Hello'))).message.content
  expect(whole).toMatchObject({
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: said, annotations: [] }] }],
    usage: { input_tokens: 10 },
  })
  const told = await events(post('/responses', { ...body, stream: true }))
  expect(told.map(({ sequence_number }) => sequence_number)).toEqual(told.map((_, at) => at))
  expect(
    told
      .filter(({ type }) => type === 'response.output_text.delta')
      .map(({ delta }) => delta)
      .join(''),
  ).toBe(said)
  expect(told[0].type).toBe('response.created')
  expect(told.at(-1)).toMatchObject({
    type: 'response.completed',
    response: { status: 'completed', usage: whole.usage },
  })
  sim.llm.says('a'.repeat(100))
  expect(await json(post('/responses', { ...body, max_output_tokens: 16 }))).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
  })
})

test('near texts have near vectors of length one; base64 carries the same numbers', async () => {
  const input = ['How do I reset my password?', 'how to reset the password', 'Where is my parcel?']
  const { data, usage } = await json(post('/embeddings', { model: 'text-embedding-3-small', input }))
  const vectors: number[][] = data.map(({ embedding }: Any) => embedding)
  expect(vectors.map((vector) => vector.length)).toEqual([1536, 1536, 1536])
  for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
  const near = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0)
  expect(near(vectors[0]!, vectors[1]!)).toBeGreaterThan(0.5)
  expect(near(vectors[0]!, vectors[2]!)).toBeLessThan(0.4)
  const misspelt = await json(post('/embeddings', { model: 'text-embedding-3-small', input: ['пароль', 'паролю'] }))
  expect(near(misspelt.data[0].embedding, misspelt.data[1].embedding)).toBeGreaterThan(0.3)
  expect(usage.prompt_tokens).toBe(7 + 7 + 5)
  const packed = await json(
    post('/embeddings', { model: 'text-embedding-3-small', input: input[0], encoding_format: 'base64', dimensions: 8 }),
  )
  expect(Buffer.from(packed.data[0].embedding, 'base64').length).toBe(32)
  expect(await refusal(post('/embeddings', { model: 'text-embedding-3-small', input: '' }))).toEqual([
    400,
    expect.objectContaining({ message: expect.stringContaining("'$.input' is invalid") }),
  ])
})

describe('sound', () => {
  const speak = (input: string, more: object = {}) =>
    post('/audio/speech', { model: 'tts-1', voice: 'alloy', input, ...more })
  const hears = (bytes: Buffer, name: string, more: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [field, value] of Object.entries({ model: 'gpt-4o-mini-transcribe', ...more })) form.set(field, value)
    form.set('file', new Blob([bytes]), name)
    return fetch(`${sim.url}/llm/v1/audio/transcriptions`, { method: 'POST', headers: KEY, body: form })
  }
  const SAID = 'I would like to lead a team. Я хочу рости.'

  test.each([
    ['wav', 'audio/wav', 'v.wav'],
    ['opus', 'audio/ogg', 'voice.ogg'],
    ['mp3', 'audio/mpeg', 'v.mp3'],
  ])(
    'what is spoken as %s is a real file of the right length, and is heard word for word',
    async (format, mime, name) => {
      const spoken = await speak(SAID, { response_format: format })
      expect(spoken.headers.get('content-type')).toBe(mime)
      const bytes = Buffer.from(await spoken.arrayBuffer())
      expect(Buffer.from(await (await speak(SAID, { response_format: format })).arrayBuffer()).equals(bytes)).toBe(true)
      expect((await json(hears(bytes, name))).text).toBe(SAID)
      const told = await json(
        hears(bytes, name, { model: 'whisper-1', response_format: 'verbose_json', language: 'uk' }),
      )
      expect(told).toMatchObject({ task: 'transcribe', language: 'ukrainian', text: SAID })
      // 43 characters at 15 a second.
      expect(told.duration).toBeCloseTo(2.8, 1)
    },
  )

  test('a voice message of its own is heard as its measure, unless a rule or its name tells what is said', async () => {
    const opus = Buffer.from(await (await speak('x'.repeat(180), { response_format: 'opus' })).arrayBuffer())
    const bare = Buffer.from(opus.toString('latin1').replace('COMMENT=', 'NOTHING='), 'latin1')
    expect((await json(hears(bare, 'voice.ogg'))).text).toBe('[simulated transcription of 12 s, 3 kB]')
    expect((await json(hears(bare, 'says I am ready.ogg'))).text).toBe('I am ready')
    sim.llm.rule({ on: 'transcription', answer: 'Thank you for watching', times: 1 })
    expect(await json(hears(bare, 'voice.ogg'))).toMatchObject({
      text: 'Thank you for watching',
      usage: { type: 'tokens' },
    })
    expect(
      await (await hears(bare, 'says Ready.ogg', { model: 'whisper-1', response_format: 'srt' })).text(),
    ).toContain('00:00:00,000 --> 00:00:12,000\nReady')
  })

  test('what is no sound, or asked for in a form that does not exist, is refused', async () => {
    expect(await refusal(hears(Buffer.from('x'), 'plan.txt'))).toEqual([
      400,
      expect.objectContaining({ message: expect.stringMatching(/^Invalid file format/) }),
    ])
    expect(await refusal(hears(Buffer.from('x'), 'a.ogg', { response_format: 'verbose_json' }))).toEqual([
      400,
      expect.objectContaining({ param: 'response_format', code: 'unsupported_value' }),
    ])
    expect(await refusal(hears(Buffer.from('x'), 'a.ogg', { model: '' }))).toEqual([400, expect.anything()])
    expect(await refusal(speak('x'.repeat(4097)))).toEqual([
      400,
      expect.objectContaining({ param: 'input', code: 'string_above_max_length' }),
    ])
    expect(await refusal(speak('x', { voice: 'me' }))).toEqual([400, expect.objectContaining({ param: 'voice' })])
    expect((await speak('x', { response_format: 'flac' })).status).toBe(501)
  })
})

test('the models are listed, and the page shows rules and takes them away', async () => {
  const { data } = await json(fetch(`${sim.url}/llm/v1/models`, { headers: KEY }))
  expect(data.map(({ id }: Any) => id)).toContain('gpt-4o-mini')
  const rules = (body: object) =>
    fetch(`${sim.url}/sim/llm/rules`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const { id } = await json(rules({ contains: 'hi', answer: 'Hello.' }))
  expect((await json(fetch(`${sim.url}/sim/llm`))).rules).toEqual([
    { id, contains: 'hi', answer: 'Hello.', left: null },
  ])
  expect((await rules({ answer: 'a', refusal: 'b' })).status).toBe(400)
  expect((await fetch(`${sim.url}/sim/llm/rules/${id}`, { method: 'DELETE' })).status).toBe(200)
  expect((await fetch(`${sim.url}/sim/llm/rules/${id}`, { method: 'DELETE' })).status).toBe(400)
  expect(sim.llm.rules()).toEqual([])
})
