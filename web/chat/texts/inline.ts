/** Asking a bot from any chat. */
export const en = {
  offersOf: (bot: string) => `What ${bot} offers`,
  asking: (bot: string) => `Asking ${bot}…`,
  silent: (bot: string) => `${bot} did not answer.`,
  nothing: (bot: string) => `${bot} offers nothing to this.`,
  more: 'Show more',
}

export const uk: typeof en = {
  offersOf: (bot) => `Що пропонує ${bot}`,
  asking: (bot) => `Запитуємо: ${bot}…`,
  silent: (bot) => `${bot} не відповідає.`,
  nothing: (bot) => `${bot} нічого на це не пропонує.`,
  more: 'Показати ще',
}

export const ru: typeof en = {
  offersOf: (bot) => `Что предлагает ${bot}`,
  asking: (bot) => `Спрашиваем: ${bot}…`,
  silent: (bot) => `${bot} не отвечает.`,
  nothing: (bot) => `${bot} ничего на это не предлагает.`,
  more: 'Показать ещё',
}
