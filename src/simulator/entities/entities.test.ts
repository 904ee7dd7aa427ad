import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
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
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const send = (text: string, parse_mode?: string, entities?: object[]) =>
  call('sendMessage', { chat_id: ann.id, text, parse_mode, entities })

/** Entities as "type:covered text". */
const marked = ({ result }: Envelope) =>
  (result.entities ?? []).map(
    (e: { type: string; offset: number; length: number }) =>
      `${e.type}:${result.text.slice(e.offset, e.offset + e.length)}`,
  )

test.each<[string, string, string, string[]]>([
  [
    'HTML',
    '<b>bold <i>both</i></b> &lt;x&gt; &amp; &#33;',
    'bold both <x> & !',
    ['bold:bold ', 'bold:both', 'italic:both'],
  ],
  ['HTML', '&ltx &lt &#x41;&#65 &nbsp; &#0;', '&ltx < AA &nbsp; &#0;', []],
  ['HTML', '<code><b>x</b></code>', 'x', ['code:x']],
  ['HTML', '<code class="language-ts"><pre>x</pre></code>', 'x', ['pre:x']],
  [
    'HTML',
    "<a href='https://example.org'>a</a> <a>www.example.org</a>",
    'a www.example.org',
    ['text_link:a', 'text_link:www.example.org'],
  ],
  ['HTML', '<b>a</b><b>b</b><i>c</i>', 'abc', ['bold:ab', 'italic:c']],
  ['HTML', '<blockquote>a</blockquote><blockquote>b</blockquote>', 'ab', ['blockquote:a', 'blockquote:b']],
  ['HTML', '<tg-time unix="1700000000" format="wDT">then</tg-time>', 'then', ['date_time:then']],
  ['HTML', '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', '👍', ['custom_emoji:👍']],
  ['HTML', 'a <b> b </b>', 'a  b', ['bold: b']],
  [
    'HTML',
    '<b>https://example.org</b> <a href="tg://user?id=1">nobody</a>',
    'https://example.org nobody',
    ['url:https://example.org', 'bold:https://example.org'],
  ],
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
    ['bold:bold ', 'bold:both', 'italic:both', 'strikethrough:gone', 'spoiler:hid'],
  ],
  ['MarkdownV2', '__under__ `co.de` \\.', 'under co.de .', ['underline:under', 'code:co.de']],
  ['MarkdownV2', '[link](https://example.org/a\\)b)', 'link', ['text_link:link']],
  ['MarkdownV2', '```ts\nlet x\n```', 'let x', ['pre:let x']],
  ['MarkdownV2', '>one\n>two\nafter', 'one\ntwo\nafter', ['blockquote:one\ntwo\n']],
  ['MarkdownV2', '>one\n>two||', 'one\ntwo', ['expandable_blockquote:one\ntwo']],
  ['MarkdownV2', '>one||\nafter', 'one\nafter', ['expandable_blockquote:one\n']],
  ['MarkdownV2', 'a\n>b\n\n>c', 'a\nb\n\nc', ['blockquote:b\n', 'blockquote:c']],
  ['MarkdownV2', '||a||b', 'ab', ['spoiler:a']],
  ['MarkdownV2', '[](http://x.org)a', 'a', []],
  ['MarkdownV2', '![👍](tg://emoji?id=5368324170671202286)', '👍', ['custom_emoji:👍']],
  ['MarkdownV2', '![then](tg://time?unix=1700000000&format=r)', 'then', ['date_time:then']],
  ['MarkdownV2', '[example\\.org]', 'example.org', ['text_link:example.org']],
  ['Markdown', '[](http://x.org)a', '(http://x.org)a', ['url:http://x.org']],
  ['Markdown', '[l](http://example.org', 'l', ['text_link:l']],
  ['Markdown', '```ts\nlet x```', 'let x', ['pre:let x']],
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
  ['MarkdownV2', '[a](http://x.org', "Can't find end of a URL at byte offset 4"],
  ['MarkdownV2', '>a *b\nc', "Can't find end of Bold entity at byte offset 3"],
  ['MarkdownV2', '![a]', 'The entity must contain a tg://emoji or tg://time URL'],
  ['MarkdownV2', '![a](tg://emoji?id=0)', 'Invalid tg://emoji or tg://time URL specified'],
  ['MarkdownV2', '![a](tg://time?unix=5&format=x)', 'Invalid date format used'],
  ['MarkdownV2', 'a>b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
  ['Markdown', 'a *b', "Can't find end of the entity starting at byte offset 2"],
  ['HTML', 'ж<x>a</x>', 'Unsupported start tag "x" at byte offset 2'],
  ['HTML', '<b', 'Unclosed start tag at byte offset 0'],
  ['HTML', '<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['HTML', '<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['HTML', 'a</b>', 'Unexpected end tag at byte offset 1'],
  ['HTML', '<b>a</b', 'Unclosed end tag at byte offset 4'],
  ['HTML', '<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['HTML', '<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ['HTML', '<b x', 'Unclosed start tag "b" at byte offset 0'],
  ['HTML', '<b ', 'Empty attribute name in the tag "b" at byte offset 0'],
  ['HTML', '<a href=x_y>a</a>', 'Unexpected end of name token at byte offset 8'],
  ['HTML', '<a href="x', 'Unclosed start tag at byte offset 0'],
  ['HTML', '<b/>', 'Unsupported start tag "b/" at byte offset 0'],
  ['HTML', '<tg-emoji emoji-id="x">a</tg-emoji>', 'Invalid custom emoji identifier specified'],
  [
    'HTML',
    '&#xd800;',
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  ],
  ['HTML', 'a\0', 'Text must not contain null bytes'],
  ['HTML', '1 < 2', 'Unsupported start tag "" at byte offset 2'],
])('%s: %j cannot be parsed', async (mode, source, why) => {
  expect(await send(source, mode)).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: can't parse entities: ${why}`,
  })
})

test('given entities are kept and trimmed, those the server finds itself are ignored', async () => {
  const answer = await send('hi /go now ', undefined, [
    { type: 'bold', offset: 0, length: 2 },
    { type: 'mention', offset: 0, length: 2 },
    { type: 'italic', offset: 7, length: 4 },
  ])
  expect(marked(answer)).toEqual(['bold:hi', 'bot_command:/go', 'italic:now'])
})

test('with a parse mode, given entities are ignored', async () => {
  expect(marked(await send('plain', 'HTML', [{ type: 'bold', offset: 0, length: 5 }]))).toEqual([])
})

test('people get what clients mark: commands, links, mentions, hashtags, mails', () => {
  const text = '/take@text_bot see https://example.org/a_b. or @ann_smith #tag_1 a@b.org 10/20 http://x.yz/z'
  const { entities = [] } = sim.says(ann, sim.bot({ username: 'text_bot', name: 'Text' }), text)
  expect(entities.map((e) => `${e.type}:${text.slice(e.offset, e.offset + e.length)}`)).toEqual([
    'bot_command:/take@text_bot',
    'url:https://example.org/a_b',
    'mention:@ann_smith',
    'hashtag:#tag_1',
    'email:a@b.org',
    'url:http://x.yz/z',
  ])
})

test('length is counted in code points after parsing', async () => {
  const full = `<b>${'😀'.repeat(4096)}</b>`
  expect((await send(full, 'HTML')).result.entities).toEqual([{ type: 'bold', offset: 0, length: 8192 }])
})

test.each<[string, string[]]>([
  [
    'example.org. (https://x.com/a_(b)) Hello.Com world.COM',
    ['url:example.org', 'url:https://x.com/a_(b)', 'url:world.COM'],
  ],
  [
    'ftp://a.b.io:8080/x?y=z#t, a.b.notatld http://a.notatld',
    ['url:ftp://a.b.io:8080/x?y=z#t', 'url:http://a.notatld'],
  ],
  ['1.2.3.4 1.2.3 256.1.1.1 https://приклад.укр/шлях', ['url:1.2.3.4', 'url:https://приклад.укр/шлях']],
  ['user@example.org mailto:ab+c@d.io @x.com a..b', ['email:user@example.org', 'email:ab+c@d.io']],
  ['tg://resolve?domain=x ton://abc smtp://x.com', ['url:tg://resolve?domain=x', 'url:ton://abc']],
  ['@abcd @abc @gif a@bcde @юabc @abcdю', ['mention:@abcd', 'mention:@gif']],
  ['/a /b@bot_name /c@xy <//d /e/f /g_1', ['bot_command:/a', 'bot_command:/b@bot_name', 'bot_command:/g_1']],
  ['#a #1 #1a #a#b #тег_1 #a@chan x#y', ['hashtag:#a', 'hashtag:#1a', 'hashtag:#тег_1', 'hashtag:#a@chan']],
  ['$USD $usd $TOOLONGTAG $1INCH $A@chan $$B', ['cashtag:$USD', 'cashtag:$1INCH', 'cashtag:$A@chan']],
  ['4111 1111 1111 1111, 4111111111111112 +4111111111111111', ['bank_card_number:4111 1111 1111 1111']],
])('%j is marked as the server does', async (text, entities) => {
  expect(marked(await send(text)).filter((e: string) => !e.startsWith('phone'))).toEqual(entities)
})

test.each<[object, string]>([
  [
    { type: 'bold', offset: 0, length: 90 },
    'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 90',
  ],
  [{ type: 'bold', offset: 9, length: 1 }, 'entity begins after the end of the text at UTF-16 offset 9'],
  [{ type: 'bold', offset: 1, length: 1 }, 'entity begins in a middle of a UTF-16 symbol at byte offset 4'],
  [
    { type: 'bold', offset: 0, length: 1 },
    'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4',
  ],
  [{ type: 'bold', offset: -1, length: 1 }, 'receive an entity with incorrect offset -1'],
  [{ type: 'bold', offset: 0, length: -5 }, 'receive an entity with incorrect length -5'],
  [{ type: 'bold', length: 1 }, 'can\'t parse MessageEntity: Can\'t find field "offset"'],
  [{ type: 'bold', offset: 0.5, length: 1 }, 'can\'t parse MessageEntity: Can\'t parse "0.5" as an integer'],
  [{ offset: 0, length: 1 }, 'can\'t parse MessageEntity: Can\'t find field "type"'],
  [{ type: '', offset: 0, length: 1 }, "can't parse MessageEntity: Type is not specified"],
  [{ type: 'loud', offset: 0, length: 1 }, "can't parse MessageEntity: Unsupported type specified"],
  [{ type: 'text_link', offset: 0, length: 2, url: 'x' }, "entity URL 'x' is invalid: Wrong HTTP URL"],
  [{ type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '0' }, 'invalid custom emoji identifier specified'],
])('the entity %j is refused', async (entity, why) => {
  expect(await send('😀ab', undefined, [entity])).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${why}`,
  })
})

test('entities that are no array are ignored; numbers may be strings', async () => {
  expect(await send('a', undefined, 'x' as never)).toMatchObject({ ok: true })
  expect(marked(await send('ab', undefined, [{ type: 'bold', offset: '0', length: '1' }]))).toEqual(['bold:a'])
})

test.each([
  ['HTTP://Example.ORG', 'http://example.org/'],
  ['example.org?a=b c', 'http://example.org/?a=b%20c'],
  ['https://u:p@x.org:0443/a#b', 'https://u:p@x.org:443/a#b'],
  ['TG:Resolve?domain=x', 'tg://resolve?domain=x'],
  ['tg://user/?name=x', 'tg://user?name=x'],
  ['https://приклад.укр', 'https://приклад.укр/'],
  ['http://[::1]/a', 'http://[::1]/a'],
])('the link %s becomes %s', async (url, stored) => {
  const { result } = await send('a', undefined, [{ type: 'text_link', offset: 0, length: 1, url }])
  expect(result.entities).toMatchObject([{ type: 'text_link', url: stored }])
})

test('a mention of somebody the bot knows names them; of a stranger only the text stays', async () => {
  const link = (id: number) => `<a href="tg://user?id=${id}">x</a>`
  const { result } = await send(link(ann.id) + link(999_999), 'HTML')
  expect(result.entities).toMatchObject([{ type: 'text_mention', length: 1, user: { id: ann.id, first_name: 'Ann' } }])
})

test('formats of time come back in one order, a hundred entities are kept', async () => {
  const time = await send('<tg-time unix="5" format="tdW">a</tg-time>', 'HTML')
  expect(time.result.entities).toEqual([
    { type: 'date_time', offset: 0, length: 1, unix_time: 5, date_time_format: 'wdt' },
  ])
  expect((await send('<b>a</b> '.repeat(150), 'HTML')).result.entities).toHaveLength(100)
})

test('control characters become spaces; what cannot be seen is no text', async () => {
  expect((await send('a\u0001b\r\nc\u2028d')).result.text).toBe('a b\ncd')
  expect(await send('\u200b \u2800')).toMatchObject({ description: 'Bad Request: text must be non-empty' })
})
