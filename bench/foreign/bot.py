"""An echo bot as its users write them, on Debian's python-telegram-bot 13: it knows nothing of the simulator but its address."""

import base64
import logging
import os
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, KeyboardButton  # noqa: E402
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove, TelegramError  # noqa: E402
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, Filters  # noqa: E402
from telegram.ext import MessageHandler, PollAnswerHandler, Updater  # noqa: E402

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
albums = {}
echoes = {}
lives = {}


def start(update, context):
    said = "Hello, *%s*" % update.effective_user.first_name
    rows = [
        [InlineKeyboardButton("Yes", callback_data="yes"), InlineKeyboardButton("No", callback_data="no")],
        [InlineKeyboardButton("Site", url="https://example.org/")],
    ]
    update.message.reply_text(said, parse_mode="Markdown", reply_markup=InlineKeyboardMarkup(rows))


def pressed(update, context):
    query = update.callback_query
    query.answer("Noted: " + query.data, show_alert=query.data == "no")
    query.edit_message_text("You chose " + query.data)


def keyboard(update, context):
    rows = [["Red", "Blue"], [KeyboardButton("My number", request_contact=True)]]
    update.message.reply_text("Choose", reply_markup=ReplyKeyboardMarkup(rows, resize_keyboard=True))


def contact(update, context):
    given = update.message.contact
    update.message.reply_text("%s: %s" % (given.first_name, given.phone_number), reply_markup=ReplyKeyboardRemove())


def echo(update, context):
    if update.edited_message:
        at = echoes.get((update.effective_chat.id, update.edited_message.message_id))
        if at:
            context.bot.edit_message_text("Edited: " + update.edited_message.text, update.effective_chat.id, at)
        return
    sent = update.effective_message.reply_text("Echo: " + update.effective_message.text, quote=True)
    echoes[(update.effective_chat.id, update.effective_message.message_id)] = sent.message_id


def photo(update, context):
    message = update.message
    if message.media_group_id:
        known = albums.setdefault(message.media_group_id, [])
        known.append(message.photo[-1].file_id)
        if len(known) == 2:
            message.reply_media_group([InputMediaPhoto(known[0], caption="Back"), InputMediaPhoto(known[1])])
        return
    data = bytes(message.photo[-1].get_file().download_as_bytearray())
    message.reply_photo(data, caption="%d bytes, %d sizes" % (len(data), len(message.photo)))


def document(update, context):
    given = update.message.document
    data = bytes(given.get_file().download_as_bytearray())
    update.message.reply_document(data[::-1], filename="back-" + given.file_name, caption=given.mime_type)


def voice(update, context):
    update.message.reply_voice(update.message.voice.file_id, duration=update.message.voice.duration)


def location(update, context):
    spot = update.effective_message.location
    key = (update.effective_chat.id, update.effective_message.message_id)
    if update.edited_message:
        if spot.live_period:
            context.bot.edit_message_live_location(key[0], lives[key], latitude=spot.latitude, longitude=spot.longitude)
        else:
            context.bot.stop_message_live_location(key[0], lives[key])
        return
    sent = update.message.reply_location(spot.latitude, spot.longitude, live_period=spot.live_period)
    lives[key] = sent.message_id


def album(update, context):
    update.message.reply_media_group([InputMediaPhoto(PICTURE, caption="First"), InputMediaPhoto(PICTURE)])


def poll(update, context):
    context.bot.send_poll(update.effective_chat.id, "Tea?", ["Yes", "No"], is_anonymous=False)


def voted(update, context):
    answer = update.poll_answer
    context.bot.send_message(answer.user.id, "Voted: %s" % answer.option_ids)


def tell(update, context):
    """What the library makes of a refusal: the class of its error and the words."""
    try:
        if context.args[0] == "same":
            sent = update.message.reply_text("same")
            sent.edit_text("same")
        elif context.args[0] == "nobody":
            context.bot.send_message(999, "x")
        elif context.args[0] == "entities":
            context.bot.send_message(update.effective_chat.id, "a.b", parse_mode="MarkdownV2")
    except TelegramError as error:
        update.message.reply_text("%s: %s" % (type(error).__name__, error))


def chat(update, context):
    me = context.bot.get_chat_member(update.effective_chat.id, context.bot.id)
    admins = sorted(one.user.first_name for one in context.bot.get_chat_administrators(update.effective_chat.id))
    found = context.bot.get_chat(update.effective_chat.id)
    words = (found.type, found.title, me.status, ",".join(admins), context.bot.get_chat_member_count(found.id))
    update.message.reply_text("%s|%s|%s|%s|%d" % words)


def pin(update, context):
    sent = context.bot.send_message(update.effective_chat.id, "Pin me")
    sent.pin()
    pinned = context.bot.get_chat(update.effective_chat.id).pinned_message
    sent.reply_text("Pinned: " + pinned.text)


def gone(update, context):
    sent = update.message.reply_text("Gone soon")
    sent.forward(update.effective_chat.id)
    sent.copy(update.effective_chat.id, reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("c", callback_data="c")]]))
    sent.delete()


def banned(update, context):
    who = int(context.args[0])
    context.bot.ban_chat_member(update.effective_chat.id, who)
    after = context.bot.get_chat_member(update.effective_chat.id, who).status
    context.bot.unban_chat_member(update.effective_chat.id, who)
    update.message.reply_text("%s, then %s" % (after, context.bot.get_chat_member(update.effective_chat.id, who).status))


def joined(update, context):
    change = update.chat_member
    who = change.new_chat_member.user.first_name
    words = "%s: %s to %s" % (who, change.old_chat_member.status, change.new_chat_member.status)
    context.bot.send_message(change.chat.id, words)


updater = Updater(os.environ["TOKEN"], base_url=os.environ["API_ROOT"] + "/bot", base_file_url=os.environ["API_ROOT"] + "/file/bot")
on = updater.dispatcher.add_handler
for name, handler in [("start", start), ("keyboard", keyboard), ("album", album), ("poll", poll), ("tell", tell)]:
    on(CommandHandler(name, handler))
for name, handler in [("chat", chat), ("pin", pin), ("gone", gone), ("ban", banned)]:
    on(CommandHandler(name, handler))
on(CallbackQueryHandler(pressed))
on(PollAnswerHandler(voted))
on(ChatMemberHandler(joined, ChatMemberHandler.CHAT_MEMBER))
on(MessageHandler(Filters.contact, contact))
on(MessageHandler(Filters.photo, photo))
on(MessageHandler(Filters.voice, voice))
on(MessageHandler(Filters.document, document))
on(MessageHandler(Filters.location, location))
on(MessageHandler(Filters.text, echo))

KINDS = ["message", "edited_message", "channel_post", "callback_query", "poll_answer", "chat_member"]
if os.environ["MODE"] == "webhook":
    port = int(os.environ["PORT"])
    address = "http://127.0.0.1:%d/hook" % port
    updater.start_webhook(
        listen="127.0.0.1", port=port, url_path="hook", webhook_url=address, allowed_updates=KINDS, drop_pending_updates=True
    )
else:
    updater.start_polling(timeout=20, allowed_updates=KINDS, drop_pending_updates=True)
sys.stdout.write("READY %s\n" % updater.bot.get_me().username)
sys.stdout.flush()
updater.idle()
