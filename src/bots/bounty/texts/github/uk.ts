import { bold, code, fmt, type Part, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const uk: SameKeys<typeof en> = {
  verdict: {
    NOT_LINKED: (issue: string) =>
      fmt`GitHub не вважає, що цей PR закриває issue ${issue}. Прив’яжіть issue на GitHub («Development» або «Closes ${issue}» в описі) і здайте ще раз.`,
    LINK_NOT_SEEN: 'GitHub не показує, що цей PR закриває issue завдання — потрібен перегляд людиною.',
    TOO_SMALL: 'Зміна менша, ніж просить завдання — потрібен перегляд людиною.',
    HELD_REVERT: 'Вашу зміну відкочено на GitHub, тому виплату призупинено. Її перегляне людина.',
    REVERTS_UNSEEN: 'Цілий день GitHub не відповідав, чи ваша зміна ще на місці, тому про виплату вирішує людина.',
  },
  reason: {
    NOT_LINKED: 'PR не закриває issue завдання.',
    LINK_NOT_SEEN: 'GitHub не показує, що PR закриває issue завдання.',
    TOO_SMALL: 'Зміна менша, ніж просить завдання.',
    HELD_REVERT: 'Зміну відкочено.',
    REVERTS_UNSEEN: 'Цілий день GitHub не відповідав, чи зміна ще на місці.',
  },
  unauthorized: fmt`${bold('GitHub не приймає GITHUB_TOKEN.')} Доки так, нічого не перевіряється; пробую знову кожні 15 хвилин. Через це нікому не відмовлено.`,
  reverted: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)} призупинено: ${code(commit)} відкочує ${pull}. Платити чи ні — вирішуєте ви.`,
  revertedTooLate: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)}: ${code(commit)} відкочує ${pull}, але виплату вже надіслано. Коли вона дійде, повернення грошей відмічає /reverse.`,
  revertsUnseen: (own) =>
    fmt`${bold(own)} притримано: цілий день GitHub не відповідав, чи зміна ще на місці. Подивіться самі й вирішіть, чи платити.`,
  landed: {
    button: 'Прийнято інакше',
    asked: 'Шукаю ваші коміти в гілці завдання; людина побачить їх під час перегляду.',
    already: 'Я вже шукав; людина побачить знайдене під час перегляду.',
    notNow: (own: string) => `${own} цього вже не чекає. /my`,
    found: (own: string, login: string, branch: string, count: number) =>
      fmt`${bold(own)}: кажуть, що роботу прийнято інакше. Комітів ${login} у ${code(branch)} відколи взято завдання: ${count}.`,
    commit: (sha: string, title: string) => fmt`${code(sha)} ${title}`,
    none: (own: string, login: string, branch: string) =>
      fmt`${bold(own)}: кажуть, що роботу прийнято інакше, але GitHub не показує комітів ${login} у ${code(branch)} відколи взято завдання.`,
    told: (count: number) =>
      count === 0
        ? 'Ваших комітів у гілці завдання не знайдено. Вирішить людина.'
        : 'Ваші коміти в гілці завдання знайдено й показано людині; вирішить вона.',
  },
  rules: (lines: number, merged: Part) => fmt`Змінених рядків щонайменше: ${lines} · ${merged}`,
  issue: (issue: string, link: Part) => fmt`Issue: ${issue} · ${link}`,
  closes: (issue: string) => fmt`Pull request має закрити issue ${bold(issue)}: напишіть «Closes ${issue}» в описі.`,
  link: {
    off: 'посилання на нього не вимагається',
    wanted: 'PR, що його не закриває, переглядає людина',
    required: 'PR, що його не закриває, не приймається',
  },
  mergedByOthers: 'злито не автором',
  mergedByAnybody: 'злити може будь-хто, також автор',
  changeLink: 'Інше правило посилання',
}
