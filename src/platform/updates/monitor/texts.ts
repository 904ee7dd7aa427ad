import { bold, code, fmt, type Phrase } from '../../telegram/text.ts'
import { lines, texts } from '../../telegram/texts.ts'
import type { Incident, IncidentEvent } from './incidents.ts'
import { lasting, moment } from './lasting.ts'

interface Told {
  /** All bots that are looked after. */
  bots: readonly string[]
  /** The bot that says it knows /runbook. */
  hasRunbook: boolean
}

/** What superadmins are told: what is wrong, since when, what to do first; or that it is over and how long it lasted. */
export function told(incident: Incident, event: IncidentEvent, { bots, hasRunbook }: Told): Phrase {
  const { bot, kind, detail, began, ended, lastedMs } = incident
  const name = kind === 'monitor' ? bots.join(', ') || bot.replace(/^monitor /, '').replaceAll(' ', ', ') : bot
  if (event === 'recovered') {
    return lines(say.over[kind](name), say.lasted(lastedMs, moment(began), moment(ended ?? began)))
  }
  const isNew = detail === 'never' && (kind === 'heartbeat' || kind === 'monitor')
  return lines(
    isNew ? say.never[kind](name) : say.wrong[kind](name),
    say.since(moment(began), lastedMs),
    kind === 'webhook' && detail !== null && say.reason(detail),
    say.first[kind](name),
    hasRunbook && say.runbook,
  )
}

export const say = texts({
  en: {
    wrong: {
      heartbeat: (bot: string) => fmt`🔴 ${bold(bot)} does not hear anybody: Telegram no longer answers its polling.`,
      webhook: (bot: string) => fmt`🔴 ${bold(bot)} does not hear anybody: Telegram cannot deliver to its webhook.`,
      backlog: (bot: string) =>
        fmt`🔴 ${bold(bot)} does not answer: what people write to it is stored and not handled.`,
      monitor: (bots: string) =>
        fmt`🔴 The heartbeat monitor is silent. If one of these bots stops, nobody is told: ${bold(bots)}`,
    },
    never: {
      heartbeat: (bot: string) =>
        fmt`🔴 ${bold(bot)} has never heard anybody: Telegram has not answered its polling once.`,
      monitor: (bots: string) =>
        fmt`🔴 The heartbeat monitor has not begun. If one of these bots stops, nobody is told: ${bold(bots)}`,
    },
    since: (at: string, ms: number) => `Since ${at}, for ${lasting('en', ms)}.`,
    reason: (words: string) => fmt`The reason given: ${words}`,
    first: {
      heartbeat: (_: string) => fmt`First see who polls: ${code('posthouse lock status')} on the server.`,
      webhook: (bot: string) => fmt`First try the way to it: ${code(`posthouse webhook verify ${bot}`)} on the server.`,
      backlog: (_: string) =>
        fmt`First see whether a worker runs and what its log says; then ${code('posthouse dead list')}.`,
      monitor: (_: string) =>
        fmt`First look for ${code('monitor_bot_heartbeat_failed')} in the logs, then restart a process.`,
    },
    runbook: 'All steps, one by one: /runbook',
    over: {
      heartbeat: (bot: string) => fmt`🟢 ${bold(bot)} hears people again: Telegram answers its polling.`,
      webhook: (bot: string) => fmt`🟢 ${bold(bot)} hears people again: Telegram delivers to its webhook.`,
      backlog: (bot: string) => fmt`🟢 ${bold(bot)} answers again: nothing old waits any more.`,
      monitor: (bots: string) => fmt`🟢 The heartbeat monitor works again and looks after ${bold(bots)}.`,
    },
    lasted: (ms: number, from: string, to: string) => `It lasted ${lasting('en', ms)}, from ${from} to ${to}.`,
  },
  uk: {
    wrong: {
      heartbeat: (bot) => fmt`🔴 ${bold(bot)} нікого не чує: Telegram більше не відповідає на його опитування.`,
      webhook: (bot) => fmt`🔴 ${bold(bot)} нікого не чує: Telegram не може доставити оновлення на його вебхук.`,
      backlog: (bot) => fmt`🔴 ${bold(bot)} не відповідає: те, що йому пишуть, збережено, але не оброблено.`,
      monitor: (bots) =>
        fmt`🔴 Монітор мовчить. Якщо якийсь із цих ботів зупиниться, ніхто не дізнається: ${bold(bots)}`,
    },
    never: {
      heartbeat: (bot) => fmt`🔴 ${bold(bot)} ще нікого не чув: Telegram жодного разу не відповів на його опитування.`,
      monitor: (bots) =>
        fmt`🔴 Монітор не почав працювати. Якщо якийсь із цих ботів зупиниться, ніхто не дізнається: ${bold(bots)}`,
    },
    since: (at, ms) => `З ${at}, уже ${lasting('uk', ms)}.`,
    reason: (words) => fmt`Названа причина: ${words}`,
    first: {
      heartbeat: () => fmt`Спершу подивіться, хто опитує Telegram: ${code('posthouse lock status')} на сервері.`,
      webhook: (bot) => fmt`Спершу перевірте шлях до нього: ${code(`posthouse webhook verify ${bot}`)} на сервері.`,
      backlog: () =>
        fmt`Спершу подивіться, чи працює worker і що в його журналі; потім ${code('posthouse dead list')}.`,
      monitor: () =>
        fmt`Спершу пошукайте ${code('monitor_bot_heartbeat_failed')} у журналах, потім перезапустіть процес.`,
    },
    runbook: 'Усі кроки по черзі: /runbook',
    over: {
      heartbeat: (bot) => fmt`🟢 ${bold(bot)} знову чує людей: Telegram відповідає на його опитування.`,
      webhook: (bot) => fmt`🟢 ${bold(bot)} знову чує людей: Telegram доставляє оновлення на його вебхук.`,
      backlog: (bot) => fmt`🟢 ${bold(bot)} знову відповідає: нічого старого вже не чекає.`,
      monitor: (bots) => fmt`🟢 Монітор знову працює й наглядає за ${bold(bots)}.`,
    },
    lasted: (ms, from, to) => `Це тривало ${lasting('uk', ms)}: з ${from} до ${to}.`,
  },
  ru: {
    wrong: {
      heartbeat: (bot) => fmt`🔴 ${bold(bot)} никого не слышит: Telegram больше не отвечает на его опрос.`,
      webhook: (bot) => fmt`🔴 ${bold(bot)} никого не слышит: Telegram не может доставить обновления на его вебхук.`,
      backlog: (bot) => fmt`🔴 ${bold(bot)} не отвечает: то, что ему пишут, сохранено, но не обработано.`,
      monitor: (bots) =>
        fmt`🔴 Монитор молчит. Если какой-то из этих ботов остановится, никто не узнает: ${bold(bots)}`,
    },
    never: {
      heartbeat: (bot) => fmt`🔴 ${bold(bot)} ещё никого не слышал: Telegram ни разу не ответил на его опрос.`,
      monitor: (bots) =>
        fmt`🔴 Монитор не начал работать. Если какой-то из этих ботов остановится, никто не узнает: ${bold(bots)}`,
    },
    since: (at, ms) => `С ${at}, уже ${lasting('ru', ms)}.`,
    reason: (words) => fmt`Названная причина: ${words}`,
    first: {
      heartbeat: () => fmt`Сначала посмотрите, кто опрашивает Telegram: ${code('posthouse lock status')} на сервере.`,
      webhook: (bot) => fmt`Сначала проверьте путь к нему: ${code(`posthouse webhook verify ${bot}`)} на сервере.`,
      backlog: () =>
        fmt`Сначала посмотрите, работает ли worker и что в его журнале; потом ${code('posthouse dead list')}.`,
      monitor: () =>
        fmt`Сначала поищите ${code('monitor_bot_heartbeat_failed')} в журналах, потом перезапустите процесс.`,
    },
    runbook: 'Все шаги по порядку: /runbook',
    over: {
      heartbeat: (bot) => fmt`🟢 ${bold(bot)} снова слышит людей: Telegram отвечает на его опрос.`,
      webhook: (bot) => fmt`🟢 ${bold(bot)} снова слышит людей: Telegram доставляет обновления на его вебхук.`,
      backlog: (bot) => fmt`🟢 ${bold(bot)} снова отвечает: ничего старого больше не ждёт.`,
      monitor: (bots) => fmt`🟢 Монитор снова работает и присматривает за ${bold(bots)}.`,
    },
    lasted: (ms, from, to) => `Это длилось ${lasting('ru', ms)}: с ${from} до ${to}.`,
  },
})
