import type { Channel, NotificationTypes } from '../../notifications/notice.ts'
import type { Preferences } from '../../notifications/preferences.ts'
import { after, minutes } from '../../ops/clock.ts'
import { type Button, type Buttons, button } from '../../telegram/buttons.ts'
import { bold, fmt, type Part } from '../../telegram/text.ts'
import { lines } from '../../telegram/texts.ts'
import type { Context } from '../context.ts'
import { mine } from './inbox.ts'
import { say } from './texts.ts'
import { clockTime, momentIn } from './when.ts'

/** The types on their channels, quiet hours and the mute: everything on one card, each press changes it. */
export async function showSettings(ctx: Context): Promise<void> {
  const preferences = await mine(ctx).preferences()
  const types = ctx.inbox.types
  ctx.show(lines(bold(say.settingsTitle), '', ...typeLines(preferences, types), '', ...nightLines(preferences)), {
    buttons: [...typeButtons(preferences), ...nightButtons(preferences), button(say.back, 'inbox', 0)],
  })
}

export async function setChannel(ctx: Context, type: string, channel: Channel, wanted: number): Promise<void> {
  const inbox = mine(ctx)
  // A button of a release that knew this type.
  if (Object.hasOwn(inbox.types, type)) await inbox.choose(type, channel, wanted === 1)
  await showSettings(ctx)
}

/** For so many minutes; 0: until they unmute. */
export async function muteFor(ctx: Context, length: number): Promise<void> {
  await mine(ctx).mute(length === 0 ? undefined : after(ctx.now, minutes(length)))
  await showSettings(ctx)
}

export async function unmute(ctx: Context): Promise<void> {
  await mine(ctx).unmute()
  await showSettings(ctx)
}

export async function endQuietHours(ctx: Context): Promise<void> {
  await mine(ctx).setQuietHours(undefined)
  await showSettings(ctx)
}

function typeLines({ types }: Preferences, declared: NotificationTypes): Part[] {
  if (types.length === 0) return [say.noTypes]
  return types.map(({ type, wanted, isEssential }, index) => {
    const where = isEssential ? say.always : say.channels(wanted.in_app, wanted.telegram)
    return fmt`${index + 1}. ${declared[type]?.about ?? type} — ${where}`
  })
}

function nightLines({ quiet, mute }: Preferences): Part[] {
  const night = quiet ? say.quietIs(clockTime(quiet.from), clockTime(quiet.to), quiet.zone) : say.noQuiet
  if (!mute) return [night]
  return [night, mute.until ? say.mutedUntil(momentIn(mute.until, quiet?.zone)) : say.mutedForGood]
}

function typeButtons({ types }: Preferences): Buttons {
  return types.flatMap(({ type, wanted, isEssential }, index): Button[][] => {
    const one = (channel: Channel) =>
      button(say.channel[channel](index + 1, wanted[channel]), 'inboxSet', type, channel, wanted[channel] ? 0 : 1)
    return isEssential ? [] : [[one('in_app'), one('telegram')]]
  })
}

function nightButtons({ quiet, mute }: Preferences): Buttons {
  const night = button(quiet ? say.changeQuiet : say.setQuiet, 'inboxQuiet')
  return [
    quiet ? [night, button(say.endQuiet, 'inboxAwake')] : night,
    mute
      ? button(say.unmute, 'inboxUnmute')
      : [
          button(say.mute1, 'inboxMute', 60),
          button(say.mute8, 'inboxMute', 480),
          button(say.muteForGood, 'inboxMute', 0),
        ],
  ]
}
