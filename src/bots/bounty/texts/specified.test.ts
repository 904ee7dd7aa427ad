import { expect, test } from 'vitest'
import { fmt, type Phrase } from '#platform/bot.ts'
import { say } from './index.ts'

/** What was agreed to be said to wrong input: each sentence in the order of its languages. The bot may say more after it. */
const AGREED: readonly (readonly [Phrase, en: string, uk: string, ru: string])[] = [
  [
    say.take.usage,
    'Send /take 2 (how many) or /take #17 (which one).',
    'Напишіть /take 2 (скільки взяти) або /take #17 (яке саме).',
    'Напишите /take 2 (сколько взять) или /take #17 (какое именно).',
  ],
  [
    say.take.badNumber('{v}', 7001),
    '"{v}" is not a number from 1 to 7001.',
    '«{v}» — не число від 1 до 7001.',
    '«{v}» — не число от 1 до 7001.',
  ],
  [
    say.take.limit(7001, 7002),
    'You hold 7001 of 7002. Finish or drop one: /my',
    'У вас уже 7001 з 7002. Здайте або звільніть одне: /my',
    'У вас уже 7001 из 7002. Сдайте или освободите одно: /my',
  ],
  [
    fmt`${say.take.gone('#{id}')} ${say.take.similar}`,
    '#{id} was just taken. Similar:',
    '#{id} щойно забрали. Схожі:',
    '#{id} только что забрали. Похожие:',
  ],
  [
    fmt`${say.take.none} ${say.lease.tellMeQuestion}`,
    'No open tasks. Tell you when some appear?',
    "Вільних завдань немає. Повідомити, щойно з'являться?",
    'Свободных заданий нет. Сообщить, когда появятся?',
  ],
  [
    say.take.linkFirst,
    'Link GitHub first — no payment is possible without it.',
    "Спершу під'єднайте GitHub — інакше виплата неможлива.",
    'Сначала привяжите GitHub — иначе выплата невозможна.',
  ],
  [
    say.submit.usage,
    'Format: /submit A42 https://github.com/owner/repo/pull/7',
    'Формат: /submit A42 https://github.com/власник/репо/pull/7',
    'Формат: /submit A42 https://github.com/владелец/репо/pull/7',
  ],
  [
    say.submit.notPullRequest('{kind}'),
    'That is not a pull request link ({kind}). It must be …/pull/NUMBER.',
    'Це не посилання на pull request ({kind}). Потрібне …/pull/НОМЕР.',
    'Это не ссылка на pull request ({kind}). Нужна …/pull/НОМЕР.',
  ],
  [
    say.submit.notYours('A{id}', '{list}'),
    'A{id} is not one of yours. Yours: {list}',
    'A{id} не серед ваших завдань. Ваші: {list}',
    'A{id} нет среди ваших заданий. Ваши: {list}',
  ],
  [
    say.verdict.WRONG_REPO('{got}', '{want}'),
    'The PR is in {got}; the task is in {want}. A fork does not count.',
    'PR зроблено в {got}, а завдання — у {want}. Форк не зараховується.',
    'PR сделан в {got}, а задание — в {want}. Форк не засчитывается.',
  ],
  [
    say.verdict.NOT_AUTHOR('{got}', '{linked}'),
    "The PR's author is {got}; you linked {linked}.",
    "Автор PR — {got}, а у вас під'єднано {linked}.",
    'Автор PR — {got}, а у вас привязан {linked}.',
  ],
  [
    say.verdict.BOT_AUTHOR,
    'A bot opened this PR; it is not payable.',
    'PR створив бот; за нього не платимо.',
    'PR создал бот; за него не платим.',
  ],
  [
    say.verdict.NOT_MERGED_YET,
    'Not merged yet. I keep checking; your deadline is paused.',
    'PR ще не злито. Чекаю й перевіряю сам; строк зупинено.',
    'PR ещё не влит. Жду и проверяю сам; срок остановлен.',
  ],
  [
    say.verdict.DRAFT,
    'The PR is a draft. Press "Ready for review" on GitHub.',
    'PR — чернетка. Натисніть «Ready for review» на GitHub.',
    'PR — черновик. Нажмите «Ready for review» на GitHub.',
  ],
  [
    say.verdict.CLOSED_UNMERGED,
    'Closed without merge. If the code landed another way, press the button.',
    'PR закрито без злиття. Якщо код прийнято іншим шляхом — натисніть кнопку.',
    'PR закрыт без слияния. Если код принят иначе — нажмите кнопку.',
  ],
  [
    say.verdict.MERGED_ELSEWHERE('{got}', '{want}'),
    'Merged into "{got}"; "{want}" is required.',
    'Злито в «{got}», потрібно в «{want}».',
    'Влито в «{got}», нужно в «{want}».',
  ],
  [
    say.verdict.SELF_MERGED,
    'You merged it yourself — a person must review.',
    'Ви злили PR самі — потрібен перегляд людиною.',
    'Вы влили PR сами — нужна проверка человеком.',
  ],
  [
    say.verdict.PR_USED,
    'This PR is already used for another task.',
    'Цей PR уже зараховано за інше завдання.',
    'Этот PR уже засчитан за другое задание.',
  ],
  [
    say.verdict.PR_OLDER_THAN_TAKE,
    'The PR is older than your take — sent to review.',
    'PR створено до взяття завдання — передано на перегляд.',
    'PR создан до взятия задания — передано на проверку.',
  ],
  [
    say.verdict.NOT_FOUND_YET(2),
    'I cannot see that PR: wrong link or private repo. I will try twice more.',
    'Не бачу такого PR: помилка в посиланні або репозиторій приватний. Спробую ще двічі.',
    'Не вижу такого PR: ошибка в ссылке или репозиторий приватный. Попробую ещё дважды.',
  ],
  [
    // When it looks again is the sentence after this one.
    say.verdict.GITHUB_BUSY,
    'GitHub is not answering. Nothing to do',
    'GitHub не відповідає. Нічого робити не треба',
    'GitHub не отвечает. Ничего делать не нужно',
  ],
  [
    say.pay.unknown,
    'Payment sent, no confirmation yet. I will not send twice; reconciling.',
    'Виплату надіслано, підтвердження ще немає. Удруге не надсилаю, звіряю.',
    'Выплата отправлена, подтверждения ещё нет. Второй раз не отправляю, сверяю.',
  ],
  [
    say.pay.paid('{amt}', '{payout_id}'),
    'Paid {amt}. Id {payout_id}.',
    'Виплачено {amt}. Номер {payout_id}.',
    'Выплачено {amt}. Номер {payout_id}.',
  ],
  [
    say.lease.stale('A1', say.state.paid),
    'That button is old. Current state:',
    'Кнопка застаріла. Ось поточний стан:',
    'Кнопка устарела. Вот текущее состояние:',
  ],
]

test('what was agreed to be said is said, word for word, in three languages', () => {
  for (const [phrase, ...agreed] of AGREED) {
    for (const [index, language] of (['en', 'uk', 'ru'] as const).entries()) {
      const said = plain(phrase.in(language).text)
      for (const part of plain(agreed[index] ?? '').split('…')) expect(said, agreed[index]).toContain(part.trim())
    }
  }
})

/** Quotation marks and apostrophes are set in type; they are not words. */
const plain = (text: string) => text.replaceAll(/[“”„«»"]/g, '"').replaceAll('’', "'")
