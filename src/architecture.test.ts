import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

// The table "who may import whom" (docs/architecture.md), read against every import line of the project.

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['src', 'examples', 'web', 'scripts', 'bench']

/** What each room of the platform may lean on stands before it. */
const ROOMS = [
  'ops',
  'db',
  'people',
  'telegram',
  'outbox',
  'notifications',
  'jobs',
  'llm',
  'updates',
  'operations',
  'web',
]
const PUBLIC_DOORS = /^src\/platform\/(bot\.ts$|llm\/|operations\/operations\.ts$|web\/)/

interface Import {
  /** Paths from the project's folder, with forward slashes. */
  from: string
  to: string
  /** As it is written. */
  specifier: string
}

interface Rule {
  because: string
  forbids(one: Import): boolean
}

const RULES: readonly Rule[] = [
  {
    because: `a room of the platform leans only on the rooms before it (${ROOMS.join(', ')}): reading downwards never leads back up`,
    forbids({ from, to }) {
      const [own, other] = [roomOf(from), roomOf(to)]
      if (own === undefined || !isIn('src/platform', to)) return false
      if (other === undefined)
        return !(own === 'updates' && to === 'src/platform/texts.ts') && !(isTest(from) && isDoor(to))
      return ROOMS.indexOf(other) > ROOMS.indexOf(own)
    },
  },
  {
    because: 'every folder of the platform is a room with its place in the order',
    forbids: ({ from }) => isIn('src/platform', from) && from.split('/').length > 3 && roomOf(from) === undefined,
  },
  {
    because: 'platform never imports bots, nor what starts it: the five are guests of the house',
    forbids: ({ from, to }) =>
      isIn('src/platform', from) &&
      !isIn('src/platform', to) &&
      !(isTest(from) && (isIn('src/testing', to) || isIn('src/simulator', to))),
  },
  {
    because: 'house.ts puts the rooms together and is opened by src/commands, src/testing and bench only',
    forbids: ({ from, to }) =>
      to === 'src/platform/house.ts' && !['src/commands', 'src/testing', 'bench'].some((wing) => isIn(wing, from)),
  },
  {
    because:
      'a bot author learns one door: a bot imports #platform/bot.ts, the few other public doors, and its own files',
    forbids: ({ from, to }) =>
      botOf(from) !== undefined && botOf(to) === undefined && !isDoor(to) && !(isTest(from) && isIn('src/testing', to)),
  },
  {
    because: 'a bot never imports another bot: it can be deleted with rm -r and one line of fleet.ts',
    forbids: ({ from, to }) => botOf(from) !== undefined && botOf(to) !== undefined && botOf(from) !== botOf(to),
  },
  {
    because: 'only fleet.ts knows the bots, and only by their bot.ts',
    forbids: ({ from, to }) =>
      isIn('src', from) &&
      botOf(from) === undefined &&
      botOf(to) !== undefined &&
      !(from === 'src/fleet.ts' && /^src\/bots\/\w+\/bot\.ts$/.test(to)),
  },
  {
    because: 'fleet.ts is a table of contents: it imports bots/*/bot.ts and the type of what it lists',
    forbids: ({ from, to }) => from === 'src/fleet.ts' && botOf(to) === undefined && to !== 'src/platform/bot.ts',
  },
  {
    because: 'the simulator imports nothing of ours: it must be able to disagree with us, and it speaks HTTP',
    forbids: ({ from, to }) => isIn('src/simulator', from) && !isIn('src/simulator', to),
  },
  {
    because: "the storm's Telegram knows nothing of ours: it is the oracle",
    forbids: ({ from, to }) =>
      isIn('bench/storm/telegram', from) && !isIn('bench/storm/telegram', to) && to !== 'src/testing/promise/random.ts',
  },
  {
    because: 'testing stands on platform and simulator, and knows no bot and no configuration',
    forbids: ({ from, to }) =>
      isIn('src/testing', from) && !['src/testing', 'src/platform', 'src/simulator'].some((wing) => isIn(wing, to)),
  },
  {
    because: 'testing is imported by tests and by bench only',
    forbids: ({ from, to }) =>
      isIn('src/testing', to) &&
      !['src/testing', 'bench'].some((wing) => isIn(wing, from)) &&
      !isTest(from) &&
      from !== 'vitest.config.ts',
  },
  {
    because: 'stories/ is what a bot is tested with: only tests import it',
    forbids: ({ from, to }) => isStory(to) && !isTest(from),
  },
  {
    because: 'all wiring is in one place: nobody imports main.ts',
    forbids: ({ to }) => to === 'src/main.ts',
  },
  {
    because: 'the browser imports nothing of src: types come from the HTTP interface',
    forbids: ({ from, to }) => isIn('web', from) && !isIn('web', to),
  },
  {
    because: 'relative inside a wing, # between wings: every # is a visible door',
    forbids: ({ from, to, specifier }) => {
      if (specifier.startsWith('#')) return wingOf(from) === wingOf(to) && !isTest(from)
      return wingOf(from) !== wingOf(to) && ['platform', 'simulator', 'testing'].includes(wingOf(to))
    },
  },
  {
    because: '../../.. never appears: what is so far away wants a door of its own',
    forbids: ({ specifier }) => specifier.startsWith('../../..'),
  },
]

const files = FOLDERS.flatMap(sourcesIn).concat('vitest.config.ts')
const imports = files.flatMap((file) => importsIn(file, readFileSync(join(ROOT, file), 'utf8')))

test('nobody imports what the table forbids', () => {
  expect(imports.length, 'the import lines were not found').toBeGreaterThan(100)
  expect(imports.flatMap(complaints)).toEqual([])
})

test('files of src do not import each other in a circle, not even for types', () => {
  expect(circles(imports.filter(({ from, to }) => isIn('src', from) && isIn('src', to)))).toEqual([])
})

test('every import says with a literal what it imports', () => {
  const computed = files.filter((file) => /\bimport\(\s*[^'"\s)]/.test(code(readFileSync(join(ROOT, file), 'utf8'))))
  // A child process of a test loads the bot that the test names.
  expect(computed.filter((file) => file !== 'src/architecture.test.ts' && !isIn('src/testing', file))).toEqual([])
})

describe('the rules bite', () => {
  test.each([
    ['src/platform/db/open.ts', "import type { Health } from '../web/server.ts'", 'leans only on the rooms before it'],
    ['src/platform/ops/log.ts', "import { say } from '../texts.ts'", 'leans only on the rooms before it'],
    ['src/platform/jobs/job.ts', "import {\n  bot,\n} from '../bot.ts'", 'leans only on the rooms before it'],
    ['src/platform/cellar/wine.ts', "import { now } from '../ops/clock.ts'", 'every folder of the platform is a room'],
    ['src/platform/updates/route.ts', "const it = await import('../../fleet.ts')", 'platform never imports bots'],
    ['src/platform/web/server.ts', "import { openHouse } from '../house.ts'", 'leans only on the rooms before it'],
    ['src/bots/seek/bot.ts', "import { openHouse } from '#platform/house.ts'", 'house.ts puts the rooms together'],
    ['src/bots/seek/bot.ts', "import { kyselyOver } from '#platform/db/kysely.ts'", 'a bot author learns one door'],
    [
      'src/bots/seek/bot.ts',
      "import { statusOf } from '#platform/operations/status.ts'",
      'a bot author learns one door',
    ],
    ['src/bots/seek/bot.ts', "export * from '../bounty/rules.ts'", 'a bot never imports another bot'],
    [
      'src/bots/seek/jobs/end.ts',
      "import { town } from '#testing/town.ts'",
      'testing is imported by tests and by bench only',
    ],
    ['src/commands/start.ts', "import bounty from '../bots/bounty/bot.ts'", 'only fleet.ts knows the bots'],
    ['src/bots/seek/bot.ts', "import { opened } from './stories/scene.ts'", 'only tests import it'],
    ['src/fleet.ts', "import { rules } from './bots/bounty/rules.ts'", 'only by their bot.ts'],
    ['src/fleet.ts', "import { log } from '#platform/ops/log.ts'", 'a table of contents'],
    ['src/simulator/clock.ts', "import type { Clock } from '#platform/ops/clock.ts'", 'must be able to disagree'],
    ['bench/storm/telegram/polling.ts', "import { say } from '#platform/texts.ts'", 'it is the oracle'],
    ['src/testing/town.ts', "import { fleet } from '../fleet.ts'", 'knows no bot'],
    ['src/commands/role.ts', "import '../main.ts'", 'nobody imports main.ts'],
    [
      'web/chat/api.ts',
      "import type { Message } from '../../src/simulator/types.ts'",
      'the browser imports nothing of src',
    ],
    ['src/commands/role.ts', "import { log } from '../platform/ops/log.ts'", '# between wings'],
    ['src/platform/jobs/job.ts', "import { log } from '#platform/ops/log.ts'", 'relative inside a wing'],
    ['src/bots/seek/jobs/late/end.ts', "import { say } from '../../../bounty/texts.ts'", '../../.. never appears'],
  ])('%s may not say: %s', (from, line, sentence) => {
    expect(importsIn(from, line).flatMap(complaints).join('\n')).toContain(sentence)
  })

  test.each([
    ['src/platform/updates/route.ts', "import { say } from '../texts.ts'"],
    ['src/platform/updates/inbox.ts', "import type { ResultEvent } from '../outbox/record.ts'"],
    ['src/bots/seek/bot.test.ts', "import { town } from '#testing/town.ts'"],
    ['src/bots/seek/jobs/end.ts', "import { job } from '#platform/bot.ts'\nimport { say } from '../texts/index.ts'"],
    ['src/bots/seek/stories/scene.ts', "import { town } from '#testing/town.ts'"],
    ['src/bots/seek/end.test.ts', "import { opened } from './stories/scene.ts'"],
    ['src/bots/seek/bot.ts', "import { operationsOf } from '#platform/operations/operations.ts'"],
    ['src/fleet.ts', "import type { Bot } from '#platform/bot.ts'\nimport seek from './bots/seek/bot.ts'"],
    [
      'src/platform/outbox/sender.test.ts',
      "import { bot } from '#platform/bot.ts'\nimport { town } from '#testing/town.ts'",
    ],
    ['src/platform/ops/log.ts', "// import { say } from '../texts.ts'"],
  ])('%s may say: %s', (from, line) => {
    expect(importsIn(from, line).flatMap(complaints)).toEqual([])
  })

  test('a circle is found, a shared neighbour is none', () => {
    const line = (from: string, to: string): Import => ({ from, to, specifier: to })
    expect(circles([line('a', 'b'), line('b', 'c'), line('c', 'a'), line('d', 'a')])).toEqual(['a → b → c → a'])
    expect(circles([line('a', 'b'), line('a', 'c'), line('b', 'd'), line('c', 'd')])).toEqual([])
  })
})

function complaints(one: Import): string[] {
  return RULES.filter((rule) => rule.forbids(one)).map((rule) => `${one.from} imports ${one.to}: ${rule.because}`)
}

function isIn(folder: string, path: string) {
  return path.startsWith(`${folder}/`)
}

function isDoor(path: string) {
  return PUBLIC_DOORS.test(path)
}

/** A test stands in front of the house, whatever folder it lies in: it may use the public door and the town. So may what a bot's stories share. */
function isTest(path: string) {
  return /\.test\.tsx?$/.test(path) || isStory(path)
}

function isStory(path: string) {
  return /^(src\/bots|examples)\/[^/]+\/stories\//.test(path)
}

function roomOf(path: string): string | undefined {
  const room = /^src\/platform\/([^/]+)\//.exec(path)?.[1]
  return room !== undefined && ROOMS.includes(room) ? room : undefined
}

/** The examples are bots like any other. */
function botOf(path: string): string | undefined {
  return /^(src\/bots|examples)\/[^/]+(?=\/)/.exec(path)?.[0]
}

function wingOf(path: string): string {
  return botOf(path) ?? /^src\/(platform|simulator|testing)\//.exec(path)?.[1] ?? path.split('/')[0]!
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx|mts|mjs|js)$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
}

/** Without comments: what stands in them is told, not imported. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

/** The imports of this project's own files, in every form they are written in. */
function importsIn(from: string, text: string): Import[] {
  const plain = code(text)
  const found = [
    ...plain.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"](?<specifier>[^'"\n]+)['"]/gm),
    ...plain.matchAll(/^\s*import\s*['"](?<specifier>[^'"\n]+)['"]/gm),
    ...plain.matchAll(/\bimport\(\s*['"](?<specifier>[^'"\n]+)['"]\s*\)/g),
  ]
  return found.flatMap(({ groups }) => {
    const specifier = groups?.specifier ?? ''
    const to = resolved(from, specifier)
    return to === undefined ? [] : [{ from, to, specifier }]
  })
}

function resolved(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return join(dirname(from), specifier).replaceAll('\\', '/')
  return undefined
}

/** One line for each circle, such as `a → b → a`. */
function circles(lines: readonly Import[]): string[] {
  const next = Map.groupBy(lines, ({ from }) => from)
  const found: string[] = []
  const finished = new Set<string>()
  const walk = (file: string, path: readonly string[]) => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (finished.has(file)) return
    for (const { to } of next.get(file) ?? []) walk(to, [...path, file])
    finished.add(file)
  }
  for (const file of next.keys()) walk(file, [])
  return found
}
