"""python-telegram-bot 13.15, as Debian packages it: its own web server, chat_data in memory, one dispatcher thread."""

import logging
import os
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from telegram.ext import Filters, MessageHandler, Updater  # noqa: E402

TOKEN = os.environ.get("TOKEN", "424242:AAbenchbenchbenchbenchbenchbenchben")


def on_text(update, context):
    n = context.chat_data.get("n", 0) + 1
    context.chat_data["n"] = n
    update.message.reply_text("%d %s" % (n, update.message.text))


updater = Updater(TOKEN, base_url=os.environ["SINK"] + "/bot")
updater.dispatcher.add_handler(MessageHandler(Filters.text & ~Filters.command, on_text))
updater.start_webhook(
    listen="127.0.0.1",
    port=int(os.environ["PORT"]),
    url_path="hook",
    webhook_url="https://bot.example/hook",
)
sys.stdout.write("READY\n")
sys.stdout.flush()
updater.idle()
