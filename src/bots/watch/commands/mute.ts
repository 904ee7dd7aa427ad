import { after, button, type Context, days, hours, minutes, Refusal } from '#platform/bot.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

const LONGEST = days(30)

/** `/mute 2h30m`: alerts come without a sound for so long. `/mute` says how it stands. */
export async function mute(ctx: Context) {
  const word = ctx.args.toLowerCase()
  if (word === '') return show(ctx)
  if (word === 'off') return muteFor(ctx, 0)
  const ms = lengthIn(word)
  if (ms === undefined) throw new Refusal(say.mute.usage)
  return muteFor(ctx, ms / minutes(1))
}

/** For so many minutes; 0 ends it. */
export async function muteFor(ctx: Context, length: number) {
  if (length === 0) await ctx.inbox.unmute()
  else await ctx.inbox.mute(after(ctx.now, minutes(length)))
  return show(ctx)
}

async function show(ctx: Context) {
  const { mute } = await ctx.inbox.preferences()
  const lengths = [
    button(say.button.halfHour, 'mute', 30),
    button(say.button.hour, 'mute', 60),
    button(say.button.workday, 'mute', 480),
  ]
  const muted = mute?.until ? say.mute.on(moment(mute.until, ctx.now)) : say.mute.onUntilOff
  ctx.show(mute ? muted : say.mute.off, {
    buttons: [lengths, ...(mute ? [button(say.button.unmute, 'mute', 0)] : [])],
  })
}

/** `30m`, `1h`, `2h30m`, `1d`: milliseconds; undefined for anything else, and for none or too many. Pure. */
export function lengthIn(word: string): number | undefined {
  const [, d = '0', h = '0', m = '0'] = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(word) ?? []
  const ms = days(Number(d)) + hours(Number(h)) + minutes(Number(m))
  return ms > 0 && ms <= LONGEST ? ms : undefined
}
