import { bot } from '#platform/bot.ts'

/** A bot with a bug, and the release in which it is mended. */
export const ferry = ({ isMended }: { isMended: boolean }) =>
  bot({
    name: 'ferry',
    commands: {
      start: (ctx) => ctx.reply('Where to? /cross and how many you are.'),
      cross(ctx) {
        if (ctx.args === 'seven' && !isMended) throw new Error('Cannot read properties of undefined (reading "seats")')
        ctx.reply(`${ctx.args} on board, we are crossing.`)
      },
    },
  })
