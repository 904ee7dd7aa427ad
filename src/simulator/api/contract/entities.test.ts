import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaProblems } from '../../kit.ts'
import { ANN, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(async () => {
  expect(schemaProblems(scene.sim)).toEqual([])
  await scene.sim.close()
})

const send = (text: string, parse_mode: string) => scene.call('sendMessage', { chat_id: ANN, text, parse_mode })

/** MarkdownV2: each entity by the name that the server gives it. */
const UNENDED: [string, string][] = [
  ['*a', 'Bold'],
  ['_a', 'Italic'],
  ['__a', 'Underline'],
  ['~a', 'Strikethrough'],
  ['||a', 'Spoiler'],
  ['`a', 'Code'],
  ['```\na', 'Pre'],
  ['```ts\na', 'PreCode'],
  ['[a', 'TextUrl'],
  ['![a', 'CustomEmoji'],
]

test.each<[string, string, string]>([
  ...UNENDED.map(([source, name]): [string, string, string] => [
    'MarkdownV2',
    source,
    `Can't find end of ${name} entity at byte offset 0`,
  ]),
  ...[...'>#+-=|{}.!'].map((c): [string, string, string] => [
    'MarkdownV2',
    `a${c}`,
    `Character '${c}' is reserved and must be escaped with the preceding '\\'`,
  ]),
  ['MarkdownV2', '[a](http://x.org', "Can't find end of a URL at byte offset 4"],
  ['MarkdownV2', '![a]', 'The entity must contain a tg://emoji or tg://time URL'],
  ['MarkdownV2', '![a](tg://emoji?id=x)', 'Invalid tg://emoji or tg://time URL specified'],
  ['Markdown', 'ж*b', "Can't find end of the entity starting at byte offset 2"],
  ['Markdown', '`b', "Can't find end of the entity starting at byte offset 0"],
  ['HTML', '<x>a</x>', 'Unsupported start tag "x" at byte offset 0'],
  ['HTML', '<b', 'Unclosed start tag at byte offset 0'],
  ['HTML', '<b x', 'Unclosed start tag "b" at byte offset 0'],
  ['HTML', 'a</b>', 'Unexpected end tag at byte offset 1'],
  ['HTML', '<b>a</b', 'Unclosed end tag at byte offset 4'],
  ['HTML', '<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['HTML', '<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['HTML', '<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ['HTML', '<a href=x_y>a</a>', 'Unexpected end of name token at byte offset 8'],
  ['HTML', '<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['HTML', '<tg-emoji emoji-id="0">a</tg-emoji>', 'Invalid custom emoji identifier specified'],
  [
    'HTML',
    '&#xd800;',
    'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  ],
])('%s %j cannot be parsed: %s', async (mode, source, why) => {
  const description = `Bad Request: can't parse entities: ${why}`
  expect(await send(source, mode)).toEqual({ ok: false, error_code: 400, description })
})

const TAGS: Record<string, string> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', s: 'strikethrough', strike: 'strikethrough' },
  ...{ del: 'strikethrough', u: 'underline', ins: 'underline', 'tg-spoiler': 'spoiler', pre: 'pre', code: 'code' },
  ...{ blockquote: 'blockquote', B: 'bold' },
}

test.each<[string, string | null]>([
  ...Object.entries(TAGS).map(([tag, type]): [string, string] => [`<${tag}>a</${tag}>`, type]),
  ['<span class="tg-spoiler">a</span>', 'spoiler'],
  ['<code class="language-ts">a</code>', 'code'],
  ['<blockquote expandable>a</blockquote>', 'expandable_blockquote'],
  ['<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', 'custom_emoji'],
  ['<tg-time unix="1700000000" format="r">a</tg-time>', 'date_time'],
  ['<b>a</>', 'bold'],
  ['a<b></b>', null],
  ['<a href="nowhere">a</a>', null],
])('the HTML %s marks %s', async (source, type) => {
  const { result } = await send(source, 'HTML')
  expect((result.entities ?? []).map((one: { type: string }) => one.type)).toEqual(type === null ? [] : [type])
})

test.each<[string, string, number, number]>([
  ['text is trimmed and entities with it', ' 😀 <b> a </b> ', 3, 2],
  ['offsets count UTF-16 units', 'ж😀<b>a</b>', 3, 1],
  ['neighbours of one kind are one', '<b>a</b><b>b</b>', 0, 2],
])('%s', async (_title, source, offset, length) => {
  const { result } = await send(source, 'HTML')
  expect(result.entities).toEqual([{ type: 'bold', offset, length }])
})

test.each([
  ['url', 'https://example.org'],
  ['mention', '@somebody'],
  ['hashtag', '#tag'],
  ['bot_command', '/go'],
  ['email', 'a@example.org'],
  ['phone_number', '+380441234567'],
])('the server finds a %s by itself', async (type, text) => {
  const { result } = await send(text, '')
  expect(result.entities).toEqual([{ type, offset: 0, length: text.length }])
})
