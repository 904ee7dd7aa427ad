import { CHANNELS } from '../../notifications/notice.ts'
import { Refusal } from '../../ops/refusal.ts'
import { say as house } from '../../texts.ts'
import { type Press, press } from '../bot.ts'
import { reader, text, whole } from '../reader.ts'
import { markAllRead, mine, openOne, showPage } from './inbox.ts'
import { quietHours } from './quiet-hours.ts'
import { endQuietHours, muteFor, setChannel, showSettings, unmute } from './settings.ts'

const page = whole(0, 1_000_000)
const channel = reader(({ text }) => {
  const found = CHANNELS.find((one) => one === text)
  if (!found) throw new Refusal(house.staleButton)
  return found
})

/** The presses that belong to `inbox`: list them as `buttons: { ...inboxButtons }`. */
export const inboxButtons: Readonly<Record<string, Press>> = {
  inbox: press(showPage, page),
  inboxOpen: press(openOne, whole(1, Number.MAX_SAFE_INTEGER), page),
  inboxRead: press(markAllRead),
  inboxSettings: press(showSettings),
  inboxSet: press(setChannel, text, channel, whole(0, 1)),
  inboxMute: press(muteFor, whole(0, 60 * 24 * 7)),
  inboxUnmute: press(unmute),
  inboxQuiet: press((ctx) => {
    mine(ctx)
    ctx.begin(quietHours)
  }),
  inboxAwake: press(endQuietHours),
}
