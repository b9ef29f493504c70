"""The screens of what is passed round: forms, lists, messages. They ask and show; nothing is saved or opened here."""
