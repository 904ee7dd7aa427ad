import { bot, type Context, job } from '#platform/bot.ts'
import { type Town, type TownOptions, town } from '#testing/town.ts'
import watch from '../bot.ts'

// What the stories of this folder begin with: a house with this bot and a ferry, whose ferryman has a bug.

export type Citizen = ReturnType<Town['person']>

const cross = async (ctx: Context, isMended: boolean) => {
  if (ctx.args === 'seven' && !isMended)
    throw new Error(`no boat for ${ctx.args}, token ${'1'.repeat(9)}:${'A'.repeat(35)}`)
  ctx.reply(`You crossed with ${ctx.args}.`)
}

const sail = job('sail', { call: () => Promise.reject(new Error('no wind')), save: () => undefined })
const row = job('row', { tries: 1, call: () => Promise.reject(new Error('the river is high')), save: () => undefined })

export const ferry = ({ isMended = false }: { isMended?: boolean } = {}) =>
  bot({
    name: 'ferry',
    commands: {
      start: (ctx) => ctx.reply('Welcome aboard.'),
      cross: (ctx) => cross(ctx, isMended),
      row: (ctx) => ctx.enqueue(row, {}),
      sail: (ctx) => ctx.enqueue(sail, {}),
    },
    jobs: [row, sail],
  })

/** Olena runs the place; Ivan has the roles given. */
export async function begun(options: TownOptions = {}) {
  const world = await town(watch, { besides: [ferry()], ...options })
  const olena = world.person('Olena', { superadmin: true })
  return { world, olena }
}

/** Somebody with these roles in this bot; whoever has none has only been seen. */
export async function withRoles(
  world: Town,
  name: string,
  roles: readonly string[],
  language: 'en' | 'uk' | 'ru' = 'en',
) {
  const person = world.person(name, { language })
  await person.says('/start')
  for (const role of roles) {
    await world.database.query(
      `insert into posthouse.roles (person_id, bot, role, granted_at)
       select id, 'watch', $2, $3 from posthouse.people where telegram_id = $1`,
      [person.id, role, world.now],
    )
  }
  return person
}

const HOLDER = { host: 'web-1', pid: 4711, env: 'production', ts: '2026-03-02T08:00:00Z' }

/** A process polls for the ferry; Telegram answered it so many seconds ago. */
export async function polled(world: Town, heartbeatAge: number) {
  const ferryman = world.simulator.bot({ username: 'ferry_bot', name: 'ferry', about: 'ferry' })
  const name = `polling ${ferryman.id}`
  await world.database.query(
    `insert into posthouse.leases (name, owner, holder, epoch, acquired_at, renewed_at, expires_at, heartbeat_at)
     values ($1, 'somebody', $2, 1, $3, $3, $3::timestamptz + interval '7 days', $3::timestamptz - make_interval(secs => $4))`,
    [name, JSON.stringify({ bot: 'ferry', ...HOLDER }), world.now, heartbeatAge],
  )
  return { name }
}

export const audited = async (world: Town, action: string) =>
  (
    await world.database.query<{ bot: string; actor: number; subject: string; detail: string }>(
      'select bot, actor, subject, detail from posthouse.audit where action = $1 order by id',
      [action],
    )
  ).rows

/** What a button of somebody's chat with this bot carries, the oldest one with that label. */
export function dataOf(world: Town, { person }: Citizen, label: string): string {
  const here = world.simulator.bot({ username: 'watch_bot', name: 'watch', about: 'watch' })
  const rows = world.simulator
    .transcript(person, here)
    .flatMap(
      ({ message }) =>
        (message as { reply_markup?: { inline_keyboard?: Pressable[][] } }).reply_markup?.inline_keyboard ?? [],
    )
  const found = rows.flat().find(({ text }) => text === label)?.callback_data
  if (!found) throw new Error(`no button ${label}`)
  return found
}

interface Pressable {
  text: string
  callback_data?: string
}

let forgedIds = 900_000_000

/** A press that no button of ours made, as a client of one's own can send it. */
export async function forges(world: Town, { id, person }: Citizen, data: string) {
  forgedIds += 1
  const from = { id, is_bot: false, first_name: person.first_name, language_code: 'en' }
  const chat = { id, type: 'private', first_name: person.first_name }
  const message = { message_id: 1, date: 1, chat, text: '…' }
  const query = { id: String(forgedIds), from, chat_instance: '1', message, data }
  const answer = await fetch(`${world.web.url}/webhook/watch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': world.web.secret },
    body: JSON.stringify({ update_id: forgedIds, callback_query: query }),
  })
  if (!answer.ok) throw new Error(`the door answered ${answer.status}`)
  await world.settled()
}
