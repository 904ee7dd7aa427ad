/** Where people write. */
export const en = {
  message: 'Message',
  send: 'Send',
  save: 'Save the edit',
  attach: 'Attach a file',
  dropHere: 'Drop the file to attach it',
  caption: 'Add a caption',
  asFile: 'Send as a file',
  removeFile: 'Remove the file',
  commands: 'Commands',
  hideKeyboard: 'Hide the keyboard',
  showKeyboard: 'Show the keyboard',
  notSent: (reason: string) => `Not sent: ${reason}. Your text is kept.`,
  notEdited: (reason: string) => `Not saved: ${reason}. Your text is kept.`,
}

export const uk: typeof en = {
  message: 'Повідомлення',
  send: 'Надіслати',
  save: 'Зберегти зміни',
  attach: 'Додати файл',
  dropHere: 'Відпустіть файл, щоб додати його',
  caption: 'Додайте підпис',
  asFile: 'Надіслати як файл',
  removeFile: 'Прибрати файл',
  commands: 'Команди',
  hideKeyboard: 'Сховати клавіатуру',
  showKeyboard: 'Показати клавіатуру',
  notSent: (reason) => `Не надіслано: ${reason}. Ваш текст збережено.`,
  notEdited: (reason) => `Не змінено: ${reason}. Ваш текст збережено.`,
}

export const ru: typeof en = {
  message: 'Сообщение',
  send: 'Отправить',
  save: 'Сохранить изменение',
  attach: 'Прикрепить файл',
  dropHere: 'Отпустите файл, чтобы прикрепить его',
  caption: 'Добавьте подпись',
  asFile: 'Отправить как файл',
  removeFile: 'Убрать файл',
  commands: 'Команды',
  hideKeyboard: 'Скрыть клавиатуру',
  showKeyboard: 'Показать клавиатуру',
  notSent: (reason) => `Не отправлено: ${reason}. Ваш текст сохранён.`,
  notEdited: (reason) => `Не изменено: ${reason}. Ваш текст сохранён.`,
}
