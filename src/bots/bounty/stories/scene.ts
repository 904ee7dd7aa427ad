import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'

// What the stories of this folder begin with.

export type Citizen = ReturnType<Town['person']>

export interface Wanted {
  title?: string
  repo?: string
  reward?: string
  slots?: number
}

export async function begun(options: { at?: string; settings?: Record<string, string> } = {}): Promise<Town> {
  return town(bounty, { githubDates: options.at ? 'recorded' : 'fresh', ...options })
}

/** A town with one open task in PyGithub/PyGithub, published by Ada. */
export async function opened({
  at,
  settings,
  ...wanted
}: Wanted & { at?: string; settings?: Record<string, string> } = {}) {
  const world = await begun({ ...(at ? { at } : {}), ...(settings ? { settings } : {}) })
  const ada = await funder(world)
  await draft(ada, wanted)
  await ada.presses('Publish')
  return { world, ada }
}

/** Ada, who runs the place and has put money into it. */
export async function funder(world: Town): Promise<Citizen> {
  const ada = world.person('Ada', { superadmin: true })
  await ada.says('/fund 100000.00')
  await ada.presses('Yes, add it')
  return ada
}

export async function draft(
  ada: Citizen,
  { title = 'Support reviews', repo = 'PyGithub/PyGithub', reward = '100.00', slots = 1 }: Wanted,
) {
  await ada.says('/newtask')
  for (const answer of [title, 'Write the tests too.', repo, '-', reward, String(slots), '5']) await ada.says(answer)
}

export async function linked(world: Town, name: string, login: string, language: 'en' | 'uk' | 'ru' = 'en') {
  const person = world.person(name, { language })
  await person.says(`/link ${login}`)
  person.sees(`${login} (GitHub id`)
  return person
}

/** Ann's submission waits for the merge of PyGithub#1171. */
export async function waitingForMerge(settings: Record<string, string>) {
  const { world, ada } = await opened({ at: '2019-07-15T11:50:00Z', settings })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  ann.sees('Not merged yet.')
  return { world, ada, ann }
}

export const asked = (world: Town, ending: string) => world.github.requests.filter(({ path }) => path.endsWith(ending))

export async function idOf(world: Town, { id }: Citizen): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(world, 'select id from posthouse.people where telegram_id = $1', [id])
  return row?.id ?? 0
}

/** A question that was asked has done nothing yet, and the books are compared by themselves. */
const NOT_SAID = new Set(['migrations', 'questions', 'books'])

/** Every row of the bot, to compare before and after. */
export async function everything(world: Town) {
  const found = await rowsOf<{ name: string }>(
    world,
    "select table_name as name from information_schema.tables where table_schema = 'bounty' order by 1",
  )
  return Promise.all(
    found
      .filter(({ name }) => !NOT_SAID.has(name))
      .map(async ({ name }) => [name, await rowsOf(world, `select t::text as row from bounty.${name} t order by 1`)]),
  )
}
