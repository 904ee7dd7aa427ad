const set = {
  status: 'source',
  note: 'how it is read, as in the source; what the backend refuses (names, sizes, formats), as documented; a PNG stays a PNG',
} as const
const one = { status: 'source', note: 'that a sticker of another bot is STICKER_INVALID is guessed' } as const

/** How well the methods of stickers, profile pictures and invoices are known. */
export const stickersFidelity = {
  getStickerSet: { status: 'source', note: 'the world has one set of its own, PosthouseShapes' },
  getCustomEmojiStickers: { status: 'source', note: 'knows the emoji of sets that bots made here' },
  uploadStickerFile: set,
  createNewStickerSet: set,
  addStickerToSet: set,
  replaceStickerInSet: set,
  setStickerSetTitle: set,
  setStickerSetThumbnail: { status: 'source', note: 'the sizes of what moves are not looked at' },
  setCustomEmojiStickerSetThumbnail: { status: 'documented' },
  deleteStickerSet: { status: 'source' },
  setStickerPositionInSet: one,
  deleteStickerFromSet: { ...one, note: `${one.note}; that a set may be empty is as a suite shows` },
  setStickerEmojiList: one,
  setStickerKeywords: one,
  setStickerMaskPosition: one,
  setMyProfilePhoto: {
    status: 'documented',
    note: 'an animated one answers 501; the words of its refusals are guessed',
  },
  removeMyProfilePhoto: { status: 'documented' },
  savePreparedInlineMessage: { status: 'documented', note: 'that it may be shared for a day, and once, is guessed' },
  sendInvoice: { status: 'documented', note: 'nobody pays here; limits and the words of refusals are guessed' },
  sendPaidMedia: {
    status: 'documented',
    note: 'nobody pays here; live photos and other mistakes are refused in guessed words; every bot gets it whole',
  },
  createInvoiceLink: { status: 'documented', note: 'the link leads nowhere' },
  answerShippingQuery: { status: 'source', note: 'nobody pays here: always refused' },
  answerPreCheckoutQuery: { status: 'source', note: 'nobody pays here: always refused' },
  refundStarPayment: { status: 'source', note: 'nobody pays here: always refused' },
  getMyStarBalance: { status: 'documented', note: 'nobody pays here: always 0' },
  getStarTransactions: { status: 'documented', note: 'nobody pays here: always empty' },
} as const
