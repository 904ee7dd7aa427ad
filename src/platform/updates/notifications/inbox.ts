import type { Kept, KeptPage } from '../../notifications/history.ts'
import { Refusal } from '../../ops/refusal.ts'
import { type Button, type Buttons, button, buttonsOf } from '../../telegram/buttons.ts'
import { bold, fmt, type Phrase } from '../../telegram/text.ts'
import { lines } from '../../telegram/texts.ts'
import { say as house } from '../../texts.ts'
import type { Context } from '../context.ts'
import { shorten } from '../reader.ts'
import { say } from './texts.ts'
import { momentIn } from './when.ts'

const PAGE = 6

/** `/inbox`: unread first. */
export const inbox = (ctx: Context) => showPage(ctx, 0)

/** A group must not read over somebody's shoulder. */
export function mine(ctx: Context): Context['inbox'] {
  if (!ctx.isPrivate) throw new Refusal(house.inPrivate)
  return ctx.inbox
}

export async function showPage(ctx: Context, wish: number): Promise<void> {
  const page = await mine(ctx).page(wish, PAGE)
  const settings = button(say.settings, 'inboxSettings')
  if (page.all === 0) return ctx.show(say.empty, { buttons: [settings] })
  const buttons: Buttons = [
    ...page.kept.map((kept) => button(titleOf(kept), 'inboxOpen', kept.id, page.page)),
    ...turns(page),
    page.unread > 0 ? [button(say.markAllRead, 'inboxRead'), settings] : settings,
  ]
  ctx.show(say.head(page.unread, page.all), { buttons })
}

export async function openOne(ctx: Context, id: number, page: number): Promise<void> {
  const kept = await mine(ctx).open(id)
  if (!kept) return ctx.answer(house.staleButton)
  const { quiet } = await ctx.inbox.preferences()
  const own = kept.keyboard ? buttonsOf(kept.keyboard) : []
  ctx.show(fmt`${headOf(kept, momentIn(kept.at, quiet?.zone))}\n\n${kept.words}`, {
    buttons: [...own, button(say.back, 'inbox', page)],
  })
}

export async function markAllRead(ctx: Context): Promise<void> {
  const read = await mine(ctx).readAll()
  ctx.answer(say.allRead(read))
  await showPage(ctx, 0)
}

const titleOf = ({ words, isRead, isUrgent }: Kept) =>
  `${isUrgent ? '❗ ' : ''}${isRead ? '' : '● '}${shorten(words.text.split('\n', 1)[0] ?? '', 48)}`

const headOf = ({ isUrgent }: Kept, at: Phrase) => (isUrgent ? lines(bold(say.urgent), at) : at)

function turns({ page, pages }: KeptPage): Button[][] {
  if (pages === 1) return []
  const back = page > 0 ? [button('‹', 'inbox', page - 1)] : []
  const on = page < pages - 1 ? [button('›', 'inbox', page + 1)] : []
  return [[...back, button(`${page + 1} / ${pages}`, 'inbox', page), ...on]]
}
