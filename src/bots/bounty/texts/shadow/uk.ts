import { bold, fmt, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const uk: SameKeys<typeof en> = {
  payee: (own, amount) =>
    fmt`Зараз було б виплачено ${bold(amount)} за ${bold(own)}. Виплати тут лише випробовують, тож нічого ще не надіслано; коли випробування скінчиться, вирішить адміністратор.`,
  admin: (ref, own, amount) =>
    fmt`Зараз було б надіслано виплату ${bold(ref)} (${own}, ${amount}). Виплати працюють у тіні: нічого не надсилається.`,
  state: 'було б виплачено; виплата з тіньового режиму, піде лише коли її відпустить адміністратор',
  payouts: (unsent, inFlight) =>
    fmt`${bold('Виплати працюють у тіні')} (PAYOUT_MODE): нічого не надсилається. Ще не надіслано: ${unsent}. Надіслано раніше й не з’ясовано: ${inFlight}.`,
  waiting: (count, amount) => fmt`З тіньового режиму, не надіслано: ${count}, разом ${bold(amount)}.`,
  ended: (count, amount) =>
    fmt`${bold('Виплати справжні.')} З тіньового режиму чекає: ${count}, разом ${bold(amount)}. Жодна не піде, доки її не відпустить адміністратор.`,
  sure: (count, amount) =>
    fmt`Відпустити те, що чекає з тіньового режиму: ${count}, разом ${bold(amount)}? Тоді кожну справді буде виплачено за звичайними правилами. Того, що належить вам, серед них немає.`,
  released: (count, amount) => fmt`Відпущено: ${count}, разом ${bold(amount)}.`,
  none: 'З тіньового режиму ніщо не чекає на ваше рішення.',
  notYet: 'Виплати ще працюють у тіні. Спершу задайте PAYOUT_MODE=live і перезапустіть.',
  over: (own, amount) => fmt`Випробування скінчилося: виплата ${amount} за ${bold(own)} іде далі.`,
  button: { release: 'Відпустити', sure: 'Так, виплатити' },
}
