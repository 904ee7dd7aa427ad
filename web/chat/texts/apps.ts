/** Mini Apps and the frame around them. */
export const en = {
  elsewhere: (host: string) =>
    `This app lives at ${host}, not on this machine. It is real, and whatever you do in it leaves the machine.`,
  openAnyway: 'Open the app',
  notOpened: 'The app could not be opened.',
  comesFrom: (host: string) => `Mini App from ${host}`,
  back: 'Back',
  settings: 'The app’s settings',
  log: 'What the app asks of Telegram',
  nothingHeard: 'Nothing yet.',
  quiet:
    'Nothing was heard from this page. Does it load telegram-web-app.js (the simulator serves one at /telegram-web-app.js), and may it be shown in a frame?',
  closeQuestion: (name: string) => `Close ${name}? What you changed in it may not be saved.`,
  closeAnyway: 'Close the app',
  noData: 'Only an app opened from the reply keyboard can send data.',
  mayNotWrite: 'The bot may write to you once you have written to it. Send /start first.',
  ok: 'OK',
  how: {
    done: 'done',
    felt: 'noted, nothing to show',
    refused: 'not simulated: refused as by a client without it',
    unknown: 'unknown to the simulator: ignored',
  },
}

export const uk: typeof en = {
  elsewhere: (host) =>
    `Цей застосунок живе на ${host}, а не на цій машині. Він справжній, і все, що ви в ньому робите, виходить назовні.`,
  openAnyway: 'Відкрити застосунок',
  notOpened: 'Застосунок не вдалося відкрити.',
  comesFrom: (host) => `Mini App з ${host}`,
  back: 'Назад',
  settings: 'Налаштування застосунку',
  log: 'Що застосунок просить у Telegram',
  nothingHeard: 'Поки нічого.',
  quiet:
    'Ця сторінка мовчить. Чи завантажує вона telegram-web-app.js (симулятор має свій за адресою /telegram-web-app.js) і чи дозволяє показувати себе у фреймі?',
  closeQuestion: (name) => `Закрити ${name}? Зміни в застосунку можуть не зберегтися.`,
  closeAnyway: 'Закрити застосунок',
  noData: 'Надсилати дані може лише застосунок, відкритий з клавіатури бота.',
  mayNotWrite: 'Бот зможе писати вам, коли ви напишете йому. Спершу надішліть /start.',
  ok: 'Гаразд',
  how: {
    done: 'зроблено',
    felt: 'враховано, показувати нічого',
    refused: 'не імітується: відмовлено, як у клієнті без цього',
    unknown: 'симуляторові не відомо: пропущено',
  },
}

export const ru: typeof en = {
  elsewhere: (host) =>
    `Это приложение живёт на ${host}, а не на этой машине. Оно настоящее, и всё, что вы в нём делаете, уходит наружу.`,
  openAnyway: 'Открыть приложение',
  notOpened: 'Приложение не удалось открыть.',
  comesFrom: (host) => `Mini App с ${host}`,
  back: 'Назад',
  settings: 'Настройки приложения',
  log: 'Чего приложение просит у Telegram',
  nothingHeard: 'Пока ничего.',
  quiet:
    'Эта страница молчит. Загружает ли она telegram-web-app.js (у симулятора есть свой по адресу /telegram-web-app.js) и разрешает ли показывать себя во фрейме?',
  closeQuestion: (name) => `Закрыть ${name}? Изменения в приложении могут не сохраниться.`,
  closeAnyway: 'Закрыть приложение',
  noData: 'Отправлять данные может только приложение, открытое с клавиатуры бота.',
  mayNotWrite: 'Бот сможет писать вам, когда вы напишете ему. Сначала отправьте /start.',
  ok: 'Хорошо',
  how: {
    done: 'сделано',
    felt: 'учтено, показывать нечего',
    refused: 'не имитируется: отказано, как в клиенте без этого',
    unknown: 'симулятору не известно: пропущено',
  },
}
