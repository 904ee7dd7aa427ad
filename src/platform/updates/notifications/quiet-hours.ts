import { zoneNamed } from '../../notifications/quiet-hours.ts'
import { Refusal } from '../../ops/refusal.ts'
import { button } from '../../telegram/buttons.ts'
import { dialog } from '../dialog.ts'
import { type Reader, reader, shorten } from '../reader.ts'
import { say } from './texts.ts'
import { clockTime, wallClock } from './when.ts'

const HOURS = /^(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?$/

/** `23:00–08:00`, `23-8`: minutes of the day. */
const hours = reader(({ text }) => {
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = HOURS.exec(text.trim()) ?? []
  const from = minuteOf(fromHour, fromMinute)
  const to = minuteOf(toHour, toMinute)
  if (from === undefined || to === undefined) throw new Refusal(say.quiet.notHours(shorten(text)))
  if (from === to) throw new Refusal(say.quiet.sameHours)
  return { from, to }
})

const ZONES = [
  'Europe/Kyiv',
  'Europe/Warsaw',
  'Europe/Berlin',
  'Europe/London',
  'Asia/Almaty',
  'America/New_York',
  'UTC',
]

const zone: Reader<string> = {
  choices: ZONES.map((value) => ({ label: value, value })),
  read({ text }) {
    const name = zoneNamed(text)
    if (!name) throw new Refusal(say.quiet.notZone(shorten(text)))
    return name
  },
}

/** Asks when a person sleeps, and where. List it among the `dialogs` of a bot that has `inbox`. */
export const quietHours = dialog('quiet-hours')
  .ask('hours', say.quiet.hours, hours)
  .ask('zone', say.quiet.zone, zone)
  .finish(async (ctx, { hours: { from, to }, zone }) => {
    await ctx.inbox.setQuietHours({ from, to, zone })
    ctx.reply(say.quiet.saved(clockTime(from), clockTime(to), zone, wallClock(ctx.now, zone)), {
      buttons: [button(say.settings, 'inboxSettings')],
    })
  })

function minuteOf(hour: string | undefined, minute: string): number | undefined {
  const [hours, minutes] = [Number(hour), Number(minute)]
  if (hour === undefined || hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined
  return (hours % 24) * 60 + minutes
}
