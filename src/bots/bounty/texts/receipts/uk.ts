import { bold, fmt, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const uk: SameKeys<typeof en> = {
  sure: (own, pull, amount) =>
    fmt`Написати квитанцію за ${bold(own)} біля ${pull}? Там кожен прочитає, що за це виплачено ${bold(amount)}, зі скороченим номером і кодом, який будь-хто може тут перевірити. Звідси цього не забрати назад.`,
  wanted: (pull) => `Квитанція з’явиться біля ${pull}, щойно буде виплачено; я повідомлю.`,
  posted: (own, pull) => fmt`Квитанція за ${bold(own)} стоїть біля ${pull}.`,
  refused: (own, pull) =>
    fmt`GitHub не дозволяє мені писати біля ${pull}, тож публічної квитанції за ${bold(own)} не буде. Ваша власна: /receipt ${own}`,
  left: (own, pull) =>
    fmt`Чи стоїть квитанція за ${bold(own)} біля ${pull}, з’ясувати не вдалося. Удруге я її не пишу.`,
  already: (own) => `Про це для ${own} вже просили; це робиться один раз.`,
  notHere: 'Квитанцій біля pull request тут не пишуть. Ваша власна: /receipt A42',
  noPull: 'Немає pull request, біля якого її написати.',
  unknown: 'Це не наша квитанція.',
  real: (amount, task, pull, day) => fmt`Це наша квитанція: ${bold(amount)} за ${task}, ${pull}, виплачено ${day}.`,
  help: '/receipt check КОД — чи справжня квитанція біля pull request',
  helpPublic: '/receipt A42 public — написати її біля pull request',
  button: { publish: 'Так, для всіх' },
}
