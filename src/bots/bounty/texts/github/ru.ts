import { bold, code, fmt, type Part, type SameKeys } from '#platform/bot.ts'
import type { en } from './en.ts'

export const ru: SameKeys<typeof en> = {
  verdict: {
    NOT_LINKED: (issue: string) =>
      fmt`GitHub не считает, что этот PR закрывает issue ${issue}. Привяжите issue на GitHub («Development» или «Closes ${issue}» в описании) и сдайте ещё раз.`,
    LINK_NOT_SEEN: 'GitHub не показывает, что этот PR закрывает issue задания — нужна проверка человеком.',
    TOO_SMALL: 'Изменение меньше, чем просит задание — нужна проверка человеком.',
    HELD_REVERT: 'Ваше изменение откатили на GitHub, поэтому выплата приостановлена. Её посмотрит человек.',
    REVERTS_UNSEEN: 'Целый день GitHub не отвечал, на месте ли ваша правка, поэтому о выплате решает человек.',
  },
  reason: {
    NOT_LINKED: 'PR не закрывает issue задания.',
    LINK_NOT_SEEN: 'GitHub не показывает, что PR закрывает issue задания.',
    TOO_SMALL: 'Изменение меньше, чем просит задание.',
    HELD_REVERT: 'Изменение откатили.',
    REVERTS_UNSEEN: 'Целый день GitHub не отвечал, на месте ли правка.',
  },
  unauthorized: fmt`${bold('GitHub не принимает GITHUB_TOKEN.')} Пока так, ничего не проверяется; пробую снова каждые 15 минут. Из-за этого никому не отказано.`,
  reverted: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)} приостановлено: ${code(commit)} откатывает ${pull}. Платить или нет — решаете вы.`,
  revertedTooLate: (own: string, commit: string, pull: string) =>
    fmt`${bold(own)}: ${code(commit)} откатывает ${pull}, но выплата уже отправлена. Когда она дойдёт, возврат денег отмечает /reverse.`,
  revertsUnseen: (own) =>
    fmt`${bold(own)} придержано: целый день GitHub не отвечал, на месте ли правка. Посмотрите сами и решите, платить ли.`,
  landed: {
    button: 'Принято иначе',
    asked: 'Ищу ваши коммиты в ветке задания; человек увидит их при проверке.',
    already: 'Я уже искал; человек увидит найденное при проверке.',
    notNow: (own: string) => `${own} этого уже не ждёт. /my`,
    found: (own: string, login: string, branch: string, count: number) =>
      fmt`${bold(own)}: говорят, что работа принята иначе. Коммитов ${login} в ${code(branch)} с тех пор, как взято задание: ${count}.`,
    commit: (sha: string, title: string) => fmt`${code(sha)} ${title}`,
    none: (own: string, login: string, branch: string) =>
      fmt`${bold(own)}: говорят, что работа принята иначе, но GitHub не показывает коммитов ${login} в ${code(branch)} с тех пор, как взято задание.`,
    told: (count: number) =>
      count === 0
        ? 'Ваших коммитов в ветке задания не нашлось. Решит человек.'
        : 'Ваши коммиты в ветке задания найдены и показаны человеку; решит он.',
  },
  rules: (lines: number, merged: Part) => fmt`Изменённых строк не меньше: ${lines} · ${merged}`,
  issue: (issue: string, link: Part) => fmt`Issue: ${issue} · ${link}`,
  closes: (issue: string) =>
    fmt`Pull request должен закрыть issue ${bold(issue)}: напишите «Closes ${issue}» в описании.`,
  link: {
    off: 'ссылка на него не требуется',
    wanted: 'PR, который его не закрывает, смотрит человек',
    required: 'PR, который его не закрывает, не принимается',
  },
  mergedByOthers: 'влито не автором',
  mergedByAnybody: 'влить может кто угодно, в том числе автор',
  changeLink: 'Другое правило ссылки',
}
