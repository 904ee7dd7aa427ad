import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope } from '../kit.ts'
import { createSimulator, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
beforeAll(async () => {
  sim = await createSimulator()
  const bot = sim.bot({ username: 'text_bot', name: 'Text' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterAll(() => sim.close())

const send = (text: string, parse_mode?: string, entities?: object[]) =>
  call('sendMessage', { chat_id: ann.id, text, parse_mode, entities })

/** Entities as "type:covered text". */
const marked = ({ result }: Envelope) =>
  (result.entities ?? []).map(
    (e: { type: string; offset: number; length: number }) =>
      `${e.type}:${result.text.slice(e.offset, e.offset + e.length)}`,
  )

test.each<[string, string, string, string[]]>([
  ['HTML', '<b>bold <i>both</i></b> &lt;x&gt; &amp; &#33;', 'bold both <x> & !', ['bold:bold both', 'italic:both']],
  [
    'HTML',
    '<STRONG>a</STRONG><tg-spoiler>b</tg-spoiler><span class="tg-spoiler">c</span>',
    'abc',
    ['bold:a', 'spoiler:bc'],
  ],
  ['HTML', '<a href="https://example.org/?a=1&amp;b=2">link</a>', 'link', ['text_link:link']],
  ['HTML', '<a href="not a url">link</a>', 'link', []],
  ['HTML', '<pre><code class="language-ts">let x</code></pre>', 'let x', ['pre:let x']],
  ['HTML', '<blockquote expandable>q</blockquote><b></b>', 'q', ['expandable_blockquote:q']],
  ['HTML', '  <b>a</></b>'.replace('</></b>', '</>'), 'a', ['bold:a']],
  [
    'MarkdownV2',
    '*bold _both_* ~gone~ ||hid||',
    'bold both gone hid',
    ['bold:bold both', 'italic:both', 'strikethrough:gone', 'spoiler:hid'],
  ],
  ['MarkdownV2', '__under__ `co.de` \\.', 'under co.de .', ['underline:under', 'code:co.de']],
  ['MarkdownV2', '[link](https://example.org/a\\)b)', 'link', ['text_link:link']],
  ['MarkdownV2', '```ts\nlet x\n```', 'let x', ['pre:let x']],
  ['MarkdownV2', '>one\n>two\nafter', 'one\ntwo\nafter', ['blockquote:one\ntwo']],
  ['MarkdownV2', '>one\n>two||', 'one\ntwo', ['expandable_blockquote:one\ntwo']],
  [
    'Markdown',
    '*bold* _it_ `c*d` [l](http://example.org/)',
    'bold it c*d l',
    ['bold:bold', 'italic:it', 'code:c*d', 'text_link:l'],
  ],
  ['Markdown', 'snake\\_case', 'snake_case', []],
])('%s: %j', async (mode, source, text, entities) => {
  const answer = await send(source, mode)
  expect(answer).toMatchObject({ ok: true, result: { text } })
  expect(marked(answer)).toEqual(entities)
})

test.each<[string, string, string]>([
  ['MarkdownV2', 'a.b', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['MarkdownV2', 'ж *open', "Can't find end of Bold entity at byte offset 3"],
  ['MarkdownV2', '_a *b_ c*', "Can't find end of Bold entity at byte offset 8"],
  ['MarkdownV2', '`open', "Can't find end of Code entity at byte offset 0"],
  ['MarkdownV2', '[a](http://x.org', "Can't find end of a URL at byte offset 3"],
  ['Markdown', 'a *b', "Can't find end of the entity starting at byte offset 2"],
  ['HTML', 'ж<x>a</x>', 'Unsupported start tag "x" at byte offset 2'],
  ['HTML', '<b', 'Unclosed start tag at byte offset 0'],
  ['HTML', '<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['HTML', '<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['HTML', 'a</b>', 'Unexpected end tag at byte offset 1'],
  ['HTML', '<b>a</b', 'Unclosed end tag at byte offset 4'],
  ['HTML', '<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['HTML', '<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 3'],
  ['HTML', '1 < 2', 'Unsupported start tag "" at byte offset 2'],
])('%s: %j cannot be parsed', async (mode, source, why) => {
  expect(await send(source, mode)).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: can't parse entities: ${why}`,
  })
})

test('given entities are kept and clipped, those the server finds itself are ignored', async () => {
  const answer = await send('hi /go now ', undefined, [
    { type: 'bold', offset: 0, length: 2 },
    { type: 'mention', offset: 0, length: 2 },
    { type: 'italic', offset: 7, length: 90 },
  ])
  expect(marked(answer)).toEqual(['bold:hi', 'bot_command:/go', 'italic:now'])
})

test('with a parse mode, given entities are ignored', async () => {
  expect(marked(await send('plain', 'HTML', [{ type: 'bold', offset: 0, length: 5 }]))).toEqual([])
})

test('people get what clients mark: commands, links, mentions, hashtags, mails', () => {
  const text = '/take@text_bot see https://example.org/a_b. or @ann_smith #tag_1 a@b.org 10/20 http://x.y/z'
  const { entities = [] } = sim.says(ann, sim.bot({ username: 'text_bot', name: 'Text' }), text)
  expect(entities.map((e) => `${e.type}:${text.slice(e.offset, e.offset + e.length)}`)).toEqual([
    'bot_command:/take@text_bot',
    'url:https://example.org/a_b',
    'mention:@ann_smith',
    'hashtag:#tag_1',
    'email:a@b.org',
    'url:http://x.y/z',
  ])
})

test('length is counted in code points after parsing', async () => {
  const full = `<b>${'😀'.repeat(4096)}</b>`
  expect((await send(full, 'HTML')).result.entities).toEqual([{ type: 'bold', offset: 0, length: 8192 }])
})
